import EventLoop
import Memory
import Proxying

/// A function that runs once, some time later, on the loop of the runtime API.
final class LaterCall: EventSource {
    private let loop: Loop
    private let body: () -> Void

    init(on context: LoopContext, after delay: Milliseconds, _ body: @escaping () -> Void) {
        loop = context.loop
        self.body = body
        super.init()
        loop.register(self)
        loop.setDeadline(self, context.now + delay)
    }

    override func expired() {
        loop.unregister(self)
        body()
    }
}
