import Glibc
import HTTP
import Memory
import Samples
import Transport

/// One loop's share of a frontend: the settings that every request needs, copied, and the counters.
public final class FrontendShare {
    public let proxy: Proxy
    let mode: ProxyMode
    let timeouts: Timeouts
    let options: ProxyOptions
    let persistence: PersistenceMode
    let requestLimits: H1Limits
    let forwardedFor: AddressField?
    let originalTo: AddressField?
    let rules: RulesShare
    let costs: CostlyItems
    /// `unique-id-format`
    let uniqueIdentifier: LogFormat?
    /// `unique-id-header`
    let uniqueIdentifierHeader: ConstantBytes?
    private let shared: Unretained<ProxyCounts>?
    let captures: CapturePlan
    /// Messages are looked at for what is captured.
    let capturesMessages: Bool
    let monitorURI: [UInt8]?
    let restrictsHeaderNames: HeaderNamePolicy
    /// Names in the case that clients want; nil without `option h1-case-adjust-bogus-client`.
    let headerCase: HeaderCase?
    let spliceThreshold: Int
    /// `rate-limit sessions`
    let rateLimit: Unretained<RateLimit>?
    /// How many connections to servers a client may keep for itself (`max-session-srv-conns`).
    let keptServerConnections: Int
    private let clientSockets: SocketTuning.Side
    var counters = FrontendCounters()
    var isStopping = false
    /// Where streams go that no rule sends elsewhere.
    private(set) var defaultBackend: BackendShare?
    /// The same, whether or not it is published.
    var statedBackend: BackendShare? { didSet { applyPublication() } }
    /// The last one on this loop.
    var invalidRequest: InvalidMessage?
    private let replies: Replies
    /// Of its sockets; a session keeps an index.
    private(set) var listenerTraits: ContiguousArray<ListenerTraits> = []

    /// Where its lines go.
    public let log: ProxyLog
    /// What is told of streams; nil where nothing is logged.
    let accessLog: AccessLog?

    init(_ proxy: Proxy, _ generation: Generation, log: ProxyLog, _ logs: LoopLogs) {
        self.log = log
        accessLog = AccessLog(of: proxy, log, logs)
        let settings = proxy.settings
        self.proxy = proxy
        mode = settings.mode
        timeouts = settings.timeouts
        options = settings.options
        persistence = settings.persistence
        rateLimit = Unretained(proxy.rateLimit)
        keptServerConnections = settings.sessionConnections
        requestLimits = settings.requestLimits
        forwardedFor = settings.forwardedFor.map { AddressField($0) }
        originalTo = settings.originalTo.map { AddressField($0) }
        rules = RulesShare(settings.rules)
        costs = generation.costs
        uniqueIdentifier = settings.uniqueIdentifier
        uniqueIdentifierHeader = settings.uniqueIdentifierHeader
        shared = generation.costs.contains(.frontendRates) ? Unretained(proxy.counts) : nil
        captures = settings.captures
        capturesMessages = settings.captures.concernsMessages
        monitorURI = settings.monitorURI
        replies = settings.replies
        restrictsHeaderNames = settings.restrictsHeaderNames
        self.headerCase = settings.options.contains(.adjustClientCase) ? generation.headerCase : nil
        clientSockets = generation.global.sockets.client
        spliceThreshold = generation.spliceThreshold(options, .spliceRequest)
    }

    /// A backend that is not published gets nothing from other proxies.
    func applyPublication() {
        let isOpen = statedBackend?.isPublished == true || statedBackend?.proxy === proxy
        defaultBackend = isOpen ? statedBackend : nil
    }

    /// What it answers to a status of which its backend says nothing.
    func reply(_ status: UInt16) -> Reply? { replies[status] ?? Replies.standard[status] }

    /// Socket options that clients' connections get (`clitcpka`, `nolinger`).
    func prepare(_ connection: Connection) {
        guard !options.isDisjoint(with: [.clientKeepAlive, .noLinger]) else { return }
        if options.contains(.clientKeepAlive) { connection.enableKeepAlive(proxy.settings.keepAliveProbes.client) }
        if options.contains(.noLinger) { connection.resetAtClose() }
    }

    /// The place of a socket's traits; nil when there are too many.
    func keep(_ traits: ListenerTraits) -> UInt16? {
        guard let place = UInt16(exactly: listenerTraits.count) else { return nil }
        listenerTraits.append(traits)
        return place
    }

    /// Options that accepted sockets inherit (`tcp-smart-accept`, `tune.*.client`).
    func prepare(listeningOn descriptor: Int32) {
        SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        if options.contains(.smartAccept) { SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_QUICKACK, 0) }
        clientSockets.apply(to: descriptor)
    }

    func sessionBegan(_ now: Milliseconds) {
        counters.sessionBegan(now)
        if let shared { shared { $0.sessions.count(now) } }
    }

    func requestBegan(_ now: Milliseconds) {
        counters.requestBegan(now)
        if let shared { shared { $0.requests.count(now) } }
    }

    func sessionEnded() { counters.currentSessions -= 1 }
}
