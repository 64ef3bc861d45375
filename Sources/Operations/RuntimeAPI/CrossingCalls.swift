import EventLoop

/// Functions of one loop that other threads may call, each once.
final class CrossingCalls {
    private let mailbox: Mailbox<UInt64>
    private var reader: MailboxReader<UInt64>?
    private var calls: [UInt64: () -> Void] = [:]
    private var last: UInt64 = 0

    init(on loop: Loop) throws(SystemError) {
        mailbox = try Mailbox()
        reader = try MailboxReader(mailbox, on: loop) { [unowned self] in run($0) }
    }

    /// What any thread may call so that `body` runs on the loop.
    func register(_ body: @escaping () -> Void) -> @Sendable () -> Void {
        last &+= 1
        calls[last] = body
        let (mailbox, identifier) = (mailbox, last)
        return { mailbox.send(identifier) }
    }

    private func run(_ identifier: UInt64) { calls.removeValue(forKey: identifier)?() }
}
