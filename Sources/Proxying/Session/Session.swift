import EventLoop
import Memory
import Samples
import Transport

/// The life of a client connection: where it came from and by which frontend.
final class Session {
    let context: LoopContext
    let frontend: FrontendShare
    var source: SocketAddress
    /// What few sessions have.
    var extras: SessionExtras?
    /// The port that the client connected to, for servers whose port follows it.
    var destinationPort: UInt16 = 0
    /// Of the socket that the client came through, in its frontend.
    private let traitsPlace: UInt16
    /// Streams begun.
    var streams: UInt32 = 0
    /// On the loop's clock.
    private let beganSecond: UInt32
    /// When the client came, or its connection was ready for another request.
    private(set) var readySince: ShortTime
    /// A server connection that serves this session alone; further ones are in the extras.
    var privateConnection: H1Server?
    /// Where the last stream went, if later ones are to follow it.
    unowned(unsafe) var lastServer: ServerShare?
    /// The last answer asked for authentication.
    var needsSameServer = false
    /// What rules say of addresses concerns the session from now on, not the connection.
    var hasBegun = false
    /// A connection that came in TCP mode speaks HTTP now.
    private(set) var isUpgraded = false
    /// Milliseconds from the client's coming to the end of its PROXY header, until the first request is over.
    var handshake: UInt32 = 0

    init(_ context: LoopContext, _ frontend: FrontendShare, traits: UInt16, source: SocketAddress) {
        traitsPlace = traits
        self.context = context
        self.frontend = frontend
        self.source = source
        beganSecond = UInt32(truncatingIfNeeded: context.now.rawValue / 1000)
        readySince = ShortTime(context.now)
    }

    var listenerTraits: ListenerTraits { frontend.listenerTraits[Int(traitsPlace)] }

    /// Seconds since the client came.
    func age(_ now: Milliseconds) -> Int64 { now.rawValue / 1000 - Int64(beganSecond) }

    /// What precedes the connection's data is over.
    func endHandshake() {
        let now = context.now
        handshake = UInt32(clamping: (now - readySince.time(before: now)).rawValue)
    }

    /// The connection waits for another request.
    func isReadyAgain() {
        readySince = ShortTime(context.now)
        handshake = 0
    }

    /// The address that the client connected to.
    func destination(of connection: Connection) -> SocketAddress {
        statedDestination?.address ?? proxyHeader?.destination ?? connection.localAddress
    }

    /// What the client speaks.
    var mode: ProxyMode { isUpgraded ? .http : frontend.mode }

    /// The connection speaks HTTP from now on.
    func begin(_ upgrade: HTTPUpgrade) {
        isUpgraded = true
        self.upgrade = upgrade
    }

    /// What the stream that begins goes on with, if it is the first one behind an upgrade.
    func takeUpgrade() -> HTTPUpgrade? {
        guard isUpgraded else { return nil }
        defer { upgrade = nil }
        return upgrade
    }

    /// Gives back what rules have kept for a client that is not served.
    func abandon() {
        dropVariables()
        dropProxyHeader()
        endTracking()
    }

    private func dropVariables() {
        guard let store = variables else { return }
        variables = nil
        context.give(store)
    }

    /// No stream takes over what another one has left.
    private func drop(_ upgrade: HTTPUpgrade) {
        if let store = upgrade.variables { context.give(store) }
        for entry in upgrade.tracked { entry.release(context.tableTime) }
    }

    /// The client has gone.
    func end() {
        frontend.sessionEnded()
        closeConnections()
        dropVariables()
        dropProxyHeader()
        endTracking()
        if let upgrade = takeUpgrade() { drop(upgrade) }
        context.release(frontend, listenerTraits)
        context.sessions.drop()
        context.endIfIdle()
    }
}
