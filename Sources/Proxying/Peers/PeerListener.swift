import CLinux
import EventLoop
import Glibc
import Memory
import Transport

/// A loop's ear on the `bind` socket of a `peers` section. Connections go to the first loop, where the section lives.
final class PeerListener: EventSource {
    private let socket: ListenDescriptor
    private let group: Int
    private unowned(unsafe) let context: LoopContext
    private var isWatching = true

    init(_ socket: ListenDescriptor, group: Int, _ context: LoopContext) throws(SystemError) {
        self.socket = socket
        self.group = group
        self.context = context
        super.init()
        try context.loop.register(self, descriptor: socket.number, .listener)
    }

    override func ready(_ readiness: Readiness) {
        guard let first = context.peers.first else { return }
        let group = group
        for _ in 0..<context.acceptBatch {
            let file = apus_accept(socket.number, nil, nil)
            guard file >= 0 else { return failed(errno) }
            SocketOption.set(file, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
            first.send(
                .run { context in
                    guard let target = context.peerGroup(at: group) else {
                        close(file)
                        return
                    }
                    target.accept(file)
                })
        }
    }

    /// No descriptor or memory is left: try again in a while.
    private func failed(_ number: Int32) {
        guard SystemError.isExhausted(number) else { return }
        context.loop.unwatch(descriptor: socket.number)
        isWatching = false
        context.loop.setDeadline(self, context.now + Milliseconds(100))
    }

    override func expired() {
        guard !isWatching else { return }
        isWatching = true
        try? context.loop.watch(self, descriptor: socket.number, .listener)
    }

    func end() {
        if isWatching { context.loop.unwatch(descriptor: socket.number) }
        context.loop.unregister(self)
        socket.release()
    }
}
