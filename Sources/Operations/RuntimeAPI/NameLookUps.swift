import Configuration
import EventLoop
import Proxying
import Transport

/// Names that commands want looked up as the system does it, which takes its time: each on a thread of its own, for which
/// nobody waits.
final class NameLookUps {
    private struct Answer: Sendable {
        let number: UInt64
        let address: SocketAddress?
    }

    /// More threads than this are not begun.
    private static let most = 8
    private let mailbox: Mailbox<Answer>
    private var reader: MailboxReader<Answer>?
    private var waiting: [UInt64: (SocketAddress?) -> Void] = [:]
    private var last: UInt64 = 0

    init(on context: LoopContext) throws(SystemError) {
        mailbox = try Mailbox()
        reader = try MailboxReader(mailbox, on: context.loop) { [unowned self] answer in
            waiting.removeValue(forKey: answer.number)?(answer.address)
        }
    }

    /// Calls `body` with the address, or with nil when there is none.
    func find(_ name: String, then body: @escaping (SocketAddress?) -> Void) {
        guard waiting.count < Self.most,
            let address = try? Address(configuration: name, rules: [.names, .stream]), case .name = address.host
        else { return body(nil) }
        last &+= 1
        let (number, mailbox) = (last, mailbox)
        waiting[number] = body
        do throws(SystemError) {
            try LoopThread(stackSize: 256 * 1024) {
                let found = SocketAddress(try? address.resolved())
                mailbox.send(Answer(number: number, address: found.family == .none ? nil : found))
            }.detach()
        } catch {
            waiting[number] = nil
            body(nil)
        }
    }
}
