import CLinux
import EventLoop
import Glibc
import Memory
import Transport

/// A loop's ear on a listening socket: accepts connections and makes sessions of them.
public final class ListenerSource: EventSource {
    private let descriptor: Int32
    unowned(unsafe) private let frontend: FrontendShare
    unowned(unsafe) private let context: LoopContext

    public init(_ descriptor: Int32, _ frontend: FrontendShare, _ context: LoopContext) throws(SystemError) {
        self.descriptor = descriptor
        self.frontend = frontend
        self.context = context
        super.init()
        try context.loop.register(self, descriptor: descriptor, .listener)
    }

    override public func ready(_ readiness: Readiness) {
        for _ in 0..<64 {
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let file = withUnsafeMutablePointer(to: &storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { apus_accept(descriptor, $0, &length) }
            }
            guard file >= 0 else { return }
            begin(file, SocketAddress(&storage))
        }
    }

    private func begin(_ file: Int32, _ source: SocketAddress) {
        let connection = Connection(file, on: context.loop)
        let session = Session(context, frontend, source: source)
        let client: FrontEndpoint =
            frontend.mode == .http ? H1Client(connection, session) : PassClient(connection, session)
        connection.owner = client
        do {
            try connection.attach()
        } catch {
            connection.owner = nil
            close(file)
            return
        }
        frontend.counters.sessionBegan(context.now)
        context.sessions.count(session)
        context.connections.count(connection)
        context.endpoints.count(client)
        client.begin()
    }
}
