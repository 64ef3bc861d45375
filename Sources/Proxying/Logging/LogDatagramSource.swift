import CLinux
import EventLoop
import Glibc
import Memory
import Transport

/// A loop's ear on a `dgram-bind` socket: each datagram is a line.
final class LogDatagramSource: EventSource {
    private let socket: ListenDescriptor
    private let share: LogForwardShare
    private unowned(unsafe) let context: LoopContext
    private var sourceAddress = SocketAddress()
    private var sourceText: [UInt8] = []

    init(_ socket: ListenDescriptor, _ share: LogForwardShare, _ context: LoopContext) throws(SystemError) {
        self.socket = socket
        self.share = share
        self.context = context
        super.init()
        try context.loop.register(self, descriptor: socket.number, .reading)
    }

    /// Others have their turn after some lines: the socket is reported again.
    private static let batch = 64

    override func ready(_ readiness: Readiness) {
        // The largest datagram.
        guard let buffer = context.largeBuffers.take() else { return }
        defer { context.give(buffer) }
        for _ in 0..<LogDatagramSource.batch {
            buffer.reset()
            guard let sender = SystemCalls.receiveDatagram(socket.number, into: buffer) else { return }
            share.take(buffer.view(from: buffer.start), from: text(of: SocketAddress(sender)))
        }
    }

    /// The address of a sender, made anew only when it is another one.
    private func text(of address: SocketAddress) -> [UInt8] {
        guard address.family == .ipv4 || address.family == .ipv6 else { return [] }
        let host = address.with(port: 0)
        if host != sourceAddress {
            sourceAddress = host
            sourceText = Array(host.host.utf8)
        }
        return sourceText
    }

    func end() {
        context.loop.unwatch(descriptor: socket.number)
        context.loop.unregister(self)
        socket.release()
    }
}

extension SocketAddress {
    init(_ storage: sockaddr_storage) {
        var storage = storage
        self.init(&storage)
    }
}
