import CLinux
import EventLoop
import Glibc
import Memory
import Transport

/// A loop's ear on a `bind` socket of a `log-forward` section.
final class LogStreamListener: EventSource {
    private let socket: ListenDescriptor
    private let share: LogForwardShare
    private unowned(unsafe) let context: LoopContext
    private var isWatching = true

    init(_ socket: ListenDescriptor, _ share: LogForwardShare, _ context: LoopContext) throws(SystemError) {
        self.socket = socket
        self.share = share
        self.context = context
        super.init()
        try context.loop.register(self, descriptor: socket.number, .listener)
    }

    override func ready(_ readiness: Readiness) {
        for _ in 0..<context.acceptBatch {
            guard share.forward.connections.enter() else { return pause() }
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let file = withUnsafeMutablePointer(to: &storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { apus_accept(socket.number, $0, &length) }
            }
            guard file >= 0 else {
                let number = errno
                leave()
                return failed(number)
            }
            begin(file, SocketAddress(&storage))
        }
    }

    private func begin(_ file: Int32, _ source: SocketAddress) {
        let connection = Connection(file, on: context.loop)
        let reader = LogStreamReader(connection, self, share, context, source: source)
        connection.owner = reader
        do throws(SystemError) {
            try connection.attach()
        } catch {
            connection.owner = nil
            close(file)
            return leave()
        }
        reader.connectionReady()
    }

    /// A connection has ended: those that wait at `maxconn` go on, on every loop.
    func leave() {
        guard share.forward.connections.leave() else { return }
        for peer in context.peers { peer.send(.run { $0.resumeLogListeners() }) }
    }

    /// No descriptor or memory is left: try again in a while.
    private func failed(_ number: Int32) {
        guard SystemError.isExhausted(number), isWatching else { return }
        isWatching = false
        context.loop.unwatch(descriptor: socket.number)
        context.loop.setDeadline(self, context.now + Milliseconds(100))
    }

    override func expired() { resume() }

    private func pause() {
        isWatching = false
        context.loop.unwatch(descriptor: socket.number)
        if !share.forward.connections.pause() { resume() }
    }

    func resume() {
        guard !isWatching, slot >= 0 else { return }
        isWatching = true
        try? context.loop.watch(self, descriptor: socket.number, .listener)
    }

    func end() {
        if isWatching { context.loop.unwatch(descriptor: socket.number) }
        context.loop.unregister(self)
        socket.release()
    }
}
