import CLinux
import EventLoop
import Glibc
import Memory
import Transport

/// The datagram socket to one name server. The kernel lets only that server's datagrams through.
final class NameServerSocket: EventSource {
    private let descriptor: Int32
    private unowned(unsafe) let server: NameServer
    private unowned(unsafe) let context: LoopContext

    init(_ server: NameServer, _ context: LoopContext) throws(SystemError) {
        let address = server.settings.address
        let kind = Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = try SystemError.check(
            socket(address.family == .ipv6 ? AF_INET6 : AF_INET, kind, 0), "socket")
        self.descriptor = descriptor
        self.server = server
        self.context = context
        super.init()
        context.generation?.generation.global.sockets.backendDatagrams.apply(to: descriptor)
        let number = address.withSystemAddress { connect(descriptor, $0, $1) == 0 ? 0 : errno } ?? EAFNOSUPPORT
        guard number == 0 else {
            close(descriptor)
            throw SystemError(number, "connect")
        }
        do throws(SystemError) {
            try context.loop.register(self, descriptor: descriptor, .reading)
        } catch {
            close(descriptor)
            throw error
        }
    }

    /// Sends at once or not at all. What an earlier datagram met may be told now; the next try is then for this one.
    func send(_ query: [UInt8]) -> Bool {
        guard let buffer = context.takeBuffer() else { return false }
        defer { context.give(buffer) }
        for _ in 0..<2 {
            buffer.reset()
            guard buffer.append(query) else { return false }
            switch SystemCalls.sendAtOnce(descriptor, from: buffer) {
            case .bytes: return true
            case .failed(ECONNREFUSED): continue
            case .wouldBlock, .end: return false
            case .failed:
                end()
                return false
            }
        }
        return false
    }

    override func ready(_ readiness: Readiness) {
        // The largest datagram.
        guard let buffer = context.largeBuffers.take() else { return }
        defer { context.give(buffer) }
        // Others have their turn after some: the socket is reported again.
        for _ in 0..<64 {
            buffer.reset()
            guard SystemCalls.receiveDatagram(descriptor, into: buffer) != nil else { return }
            server.received(buffer.view(from: buffer.start), onStream: false)
            guard slot >= 0 else { return }
        }
    }

    private func end() {
        context.loop.unregister(self)
        close(descriptor)
        server.socketEnded()
    }
}
