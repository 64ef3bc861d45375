import CLinux
import Glibc
import Synchronization

/// Where other threads leave messages for a loop: a queue and an eventfd.
public final class Mailbox<Message: Sendable>: Sendable {
    private let queue = Mutex<[Message]>([])
    public let descriptor: Int32

    public init() throws(SystemError) {
        descriptor = eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC))
        guard descriptor >= 0 else { throw SystemError(errno, "eventfd") }
    }

    deinit { close(descriptor) }

    /// Leaves a message; any thread. The loop is woken when the box was empty.
    public func send(_ message: Message) {
        let wasEmpty = queue.withLock { queue in
            queue.append(message)
            return queue.count == 1
        }
        if wasEmpty { eventfd_write(descriptor, 1) }
    }

    /// Everything left so far, oldest first; for the loop that owns the box.
    public func takeAll() -> [Message] {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
        return queue.withLock { queue in
            let messages = queue
            queue = []
            return messages
        }
    }
}

/// Hands a mailbox's messages to a function on the loop.
public final class MailboxReader<Message: Sendable>: EventSource {
    private let mailbox: Mailbox<Message>
    private let deliver: (Message) -> Void

    public init(_ mailbox: Mailbox<Message>, on loop: Loop, deliver: @escaping (Message) -> Void) throws(SystemError) {
        self.mailbox = mailbox
        self.deliver = deliver
        super.init()
        try loop.register(self, descriptor: mailbox.descriptor, .reading)
    }

    override public func ready(_ readiness: Readiness) {
        for message in mailbox.takeAll() { deliver(message) }
    }
}
