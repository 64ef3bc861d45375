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
    let context: LoopContext
    private var sourcePort = 0
    // Copied from the settings, for every request looks at them.
    let reuseLimit: Int
    let poolLimit: Int
    let keepsIdle: Bool
    let slot: Unretained<ServerSlot>
    let queue: Unretained<PendingQueue>
    let pool: Unretained<IdleConnections>
    let redirection: [UInt8]?
    private let isSticky: Bool
    /// What remembers that clients were here; nil where nothing does, or `non-stick` forbids it.
    var sticking: Unretained<StickShare>? { isSticky ? Unretained(backend.sticking) : nil }
    /// `observe`
    let observed: ObservedLayer
    private let rate: Unretained<SharedRate>?
    /// All connections to the server; nil where they are not limited.
    private let strictLimit: Unretained<ConnectionLimit>?
    /// Connections say who the client is, or depend on it: they are never used for another one.
    let isPersonal: Bool
    /// Connections differ from one another by what requests say.
    let namesConnections: Bool
    var counters = ServerCounters()
    /// Connections that wait for a stream, the one used last at the end.
    var idle: ContiguousArray<H1Server> = []
    /// The fewest idle connections since the purger looked last.
    var fewestIdle = 0
    var purger: PoolPurger?
    var need = NeededConnections()
    private(set) var connectionCount = 0

    init(_ state: ServerState, at index: Int, _ backend: BackendShare, _ context: LoopContext) {
        self.state = state
        self.index = index
        self.backend = backend
        self.context = context
        slot = Unretained(state.slot)
        isSticky = state.settings.isSticky
        queue = Unretained(state.queue)
        pool = Unretained(state.idle)
        reuseLimit = state.settings.maximumReuse
        poolLimit = state.settings.poolLimit
        keepsIdle = state.settings.poolPurgeDelay != .zero
        redirection = state.settings.redirection
        observed = state.checkRecord == nil ? .none : state.settings.health.observed
        rate = Unretained(state.rate)
        strictLimit = Unretained(state.connections)
        isPersonal =
            state.settings.sendsProxy != .none
            || (state.settings.source ?? backend.source)?.followsClient == true
        namesConnections =
            state.settings.connectionName != nil || (state.settings.source ?? backend.source)?.header != nil
    }

    /// A stream has got a place.
    func streamBegan(_ now: Milliseconds) {
        counters.streamBegan(now, served: slot { $0.served })
        if let rate { rate { $0.count(now) } }
    }

    /// A client that has been served by it should rather wait here than go elsewhere (`max-keep-alive-queue`).
    func isWorthWaiting(_ limit: Int) -> Bool { limit < 0 || slot { $0.hasRoom || $0.queued < limit } }

    /// The next of a source's ports, in turn.
    func nextSourcePort(in ports: ClosedRange<Int>) -> Int {
        sourcePort = (sourcePort + 1) % ports.count
        return ports.lowerBound + sourcePort
    }

    // MARK: Connections

    func connectionClosed() {
        connectionCount -= 1
        if let strictLimit { _ = strictLimit { $0.leave() } }
    }

    /// Counts another connection, in the stead of an idle one if it must be; false when there may be none (`strict-maxconn`).
    private func mayConnect() -> Bool {
        guard let strictLimit else { return true }
        strictLimit { $0.limit = slot { $0.wholeLimit } }
        if strictLimit({ $0.enter() }) { return true }
        if closeOldestIdle(), strictLimit({ $0.enter() }) { return true }
        // What lies idle elsewhere makes room for the next try.
        if let lender = pool({ $0.lender(for: context.index) }), lender < context.peers.count {
            let (proxy, server) = (backend.proxy.index, index)
            context.peers[lender].send(
                .run { _ = $0.generation?.backends[proxy]?.usedServer(at: server)?.closeOldestIdle() })
        }
        return false
    }

    /// Begins to connect; the endpoint reports to the stream once it has one. An error number when that fails at once.
    func connect(_ mode: ProxyMode, for stream: Stream) -> Result<BackEndpoint, SystemError> {
        guard mayConnect() else { return .failure(SystemError(EAGAIN, "connect")) }
        let result = open(mode, for: stream)
        if case .failure = result, let strictLimit { _ = strictLimit { $0.leave() } }
        return result
    }

    private func open(_ mode: ProxyMode, for stream: Stream) -> Result<BackEndpoint, SystemError> {
        let target = target(of: stream)
        let descriptor: Int32
        do throws(SystemError) { descriptor = try openSocket(to: target, for: stream) } catch { return .failure(error) }
        let connection = Connection(descriptor, on: context.loop, isConnecting: true)
        let endpoint = makeEndpoint(connection, mode, stream)
        connection.owner =
            state.settings.socksProxy == nil
            ? endpoint : SocksHandshake(connection, for: endpoint, to: target, on: context.loop)
        do {
            try connection.attach()
        } catch {
            close(descriptor)
            connection.owner = nil
            return .failure(error)
        }
        prepare(connection)
        connectionCount += 1
        counters.connections += 1
        context.connections.count(connection)
        context.endpoints.count(endpoint)
        return .success(endpoint)
    }

    private func makeEndpoint(_ connection: Connection, _ mode: ProxyMode, _ stream: Stream) -> BackEndpoint {
        guard mode == .http else { return PassServer(connection, self, context) }
        let endpoint = H1Server(connection, self, context)
        if namesConnections { endpoint.name = connectionName(for: stream) }
        endpoint.isPrivate = isPersonal || state.portOffset != nil
        return endpoint
    }

    /// Socket options that servers' connections get (`srvtcpka`, `nolinger`).
    private func prepare(_ connection: Connection) {
        guard !backend.options.isDisjoint(with: [.serverKeepAlive, .noLinger]) else { return }
        if backend.options.contains(.serverKeepAlive) {
            connection.enableKeepAlive(backend.proxy.settings.keepAliveProbes.server)
        }
        if backend.options.contains(.noLinger) { connection.resetAtClose() }
    }

    /// Takes over an established connection that another loop has given up; nil when this loop cannot watch it.
    func adopt(_ descriptor: Int32, uses: UInt32) -> H1Server? {
        let connection = Connection(descriptor, on: context.loop)
        let endpoint = H1Server(connection, self, context, uses: uses)
        connection.owner = endpoint
        do {
            try connection.attach()
        } catch {
            close(descriptor)
            connection.owner = nil
            return nil
        }
        connectionCount += 1
        if let strictLimit { strictLimit { $0.enterAnyway() } }
        context.connections.count(connection)
        context.endpoints.count(endpoint)
        return endpoint
    }
}

/// `http-reuse` (manual, 4.2), the most cautious first.
public enum ReusePolicy: UInt8, Sendable, Comparable {
    case never, safe, aggressive, always

    public static func < (left: ReusePolicy, right: ReusePolicy) -> Bool { left.rawValue < right.rawValue }
}
