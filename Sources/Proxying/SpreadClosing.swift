import EventLoop
import Memory

/// Ends the clients' connections of a loop one after the other while the process stops (manual, 3.1: `close-spread-time`). Each has
/// a moment of its own within the time: when it comes, an idle connection is closed, and a busy one behind the next response.
final class SpreadClosing: EventSource {
    private unowned(unsafe) let context: LoopContext
    private let begin: Milliseconds
    private let window: Milliseconds

    init(over window: Milliseconds, _ context: LoopContext) {
        self.context = context
        self.window = window
        begin = context.now
        super.init()
    }

    func start() {
        context.loop.register(self)
        wait()
    }

    private func wait() {
        let interval = min(max(window.rawValue / 64, 10), 1000)
        context.loop.setDeadline(self, context.now + Milliseconds(interval))
    }

    /// Whether a connection's moment has come. Where its endpoint lies in memory decides about it.
    func hasCome(for client: H1Client) -> Bool {
        let address = UInt64(UInt(bitPattern: ObjectIdentifier(client))) >> 4
        let share = (address &* 0x9E37_79B9_7F4A_7C15) >> 40
        let elapsed = (context.now - begin).rawValue
        return elapsed >= window.rawValue || elapsed << 24 >= Int64(share) * window.rawValue
    }

    override func expired() {
        context.closeIdleClients()
        if context.now - begin < window { return wait() }
        context.loop.unregister(self)
        // From now on every response ends its connection.
        context.spreadClosing = nil
    }
}
