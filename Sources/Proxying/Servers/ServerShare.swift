import Balancing
import CLinux
import EventLoop
import Glibc
import Memory
import Transport

/// One loop's share of a server: its idle connections and its counters.
public final class ServerShare {
    let state: ServerState
    /// Its place in the backend.
    let index: Int
    unowned(unsafe) let backend: BackendShare
    unowned(unsafe) let context: LoopContext
    var counters = ServerCounters()
    private var idle: ContiguousArray<H1Server> = []
    private(set) var connectionCount = 0

    init(_ state: ServerState, at index: Int, _ backend: BackendShare, _ context: LoopContext) {
        self.state = state
        self.index = index
        self.backend = backend
        self.context = context
    }

    var idleCount: Int { idle.count }

    // MARK: Connections

    /// An idle connection that `policy` allows for a session's first or later stream.
    func takeIdle(isFirst: Bool, _ policy: ReusePolicy) -> H1Server? {
        guard let last = idle.last else { return nil }
        switch policy {
        case .never: return nil
        case .safe: if isFirst { return nil }
        case .aggressive: if isFirst, last.uses < 2 { return nil }
        case .always: break
        }
        idle.removeLast()
        counters.reuses += 1
        return last
    }

    /// Keeps a connection for later streams.
    func keep(_ connection: H1Server) {
        connection.rest()
        idle.append(connection)
    }

    /// An idle connection ends.
    func forget(_ connection: H1Server) {
        if let index = idle.lastIndex(where: { $0 === connection }) { idle.remove(at: index) }
    }

    func connectionClosed() {
        connectionCount -= 1
    }

    /// Begins to connect; the endpoint reports to the stream once it has one. An error number when that fails at once.
    func connect(_ mode: ProxyMode, for session: Session) -> Result<BackEndpoint, SystemError> {
        switch openSocket(to: state.address, for: session) {
        case .failure(let error): return .failure(error)
        case .success(let descriptor):
            let connection = Connection(descriptor, on: context.loop, isConnecting: true)
            let endpoint: BackEndpoint =
                mode == .http ? H1Server(connection, self, context) : PassServer(connection, self, context)
            connection.owner = endpoint
            do {
                try connection.attach()
            } catch {
                close(descriptor)
                connection.owner = nil
                return .failure(error)
            }
            connectionCount += 1
            counters.connections += 1
            context.connections.count(connection)
            context.endpoints.count(endpoint)
            return .success(endpoint)
        }
    }

    private func openSocket(to address: SocketAddress, for session: Session) -> Result<Int32, SystemError> {
        let family = address.family == .ipv6 ? AF_INET6 : address.family == .unix ? AF_UNIX : AF_INET
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, kind, 0)
        guard descriptor >= 0 else { return .failure(SystemError(errno, "socket")) }
        var one: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
        let result = address.withSystemAddress { pointer, length in
            Glibc.connect(descriptor, pointer, length) == 0 ? 0 : errno
        }
        guard let result, result == 0 || result == EINPROGRESS else {
            close(descriptor)
            return .failure(SystemError(result ?? EAFNOSUPPORT, "connect"))
        }
        return .success(descriptor)
    }
}

/// `http-reuse` (manual, 4.2).
public enum ReusePolicy: UInt8, Sendable { case never, safe, aggressive, always }
