import Balancing
import HTTP
import Memory
import Samples

/// One loop's share of a backend.
public final class BackendShare {
    public let proxy: Proxy
    let mode: ProxyMode
    let timeouts: Timeouts
    let options: ProxyOptions
    let persistence: PersistenceMode
    let responseLimits: H1Limits
    let reuse: ReusePolicy
    let retries: Int
    let retryOn: RetryCauses
    let forwardedFor: AddressField?
    let originalTo: AddressField?
    let balanceKey: BalanceKey
    let hashFunction: HashFunction
    /// Servers are chosen by what bodies of requests say.
    let looksAtBody: Bool
    /// Rules may lead here.
    var isPublished: Bool
    /// `option redispatch`; 0 without it.
    let redispatchInterval: Int
    /// Balancing does not tie a request to a server by what it holds.
    let balancesFreely: Bool
    /// `max-keep-alive-queue`; negative without a limit.
    let keepAliveQueueLimit: Int
    let balancer: Balancer
    let queue: Unretained<PendingQueue>
    let source: SourceBinding?
    let restrictsHeaderNames: HeaderNamePolicy
    let forwarded: ForwardedParts?
    let forwardedExpressions: ForwardedExpressions
    /// `http-send-name-header`
    let serverNameHeader: [UInt8]?
    /// Requests get fields that few backends add.
    let addsFields: Bool
    /// Names in the case that servers want; nil without `option h1-case-adjust-bogus-server`.
    let headerCase: HeaderCase?
    let spliceThreshold: Int
    let rules: RulesShare
    /// `stick`; nil without such lines.
    let sticking: StickShare?
    /// `cookie`
    let cookies: Unretained<CookieShare>?
    private let keptCookies: CookieShare?
    /// `persist rdp-cookie`; the settings own it.
    let remoteDesktopCookie: Unretained<Expression>?
    /// Requests are looked at for the server that their client had.
    let looksForClients: Bool
    /// What gets a persistence cookie is not to be cached.
    let wantsNoCache: Bool
    unowned(unsafe) let context: LoopContext
    /// The server of a `dispatch` line, which is chosen by nobody.
    let dispatch: Int?
    private var dispatched: ServerShare?
    /// What servers send in TCP mode is looked at before it goes on.
    var looksAtServerData: Bool { rules.tcpResponse != nil || sticking?.responseStores.isEmpty == false }
    /// Made when a server is first used.
    private var servers: ContiguousArray<ServerShare?>
    var counters = BackendCounters()
    private let shared: Unretained<ProxyCounts>?
    /// What the limits of its servers follow; nil where none has `minconn`.
    private let load: Unretained<FarmLoad>?
    /// The last one on this loop.
    var invalidResponse: InvalidMessage?
    private let replies: Replies

    init(_ proxy: Proxy, _ context: LoopContext, _ generation: Generation) {
        let settings = proxy.settings
        self.proxy = proxy
        self.context = context
        mode = settings.mode
        timeouts = settings.timeouts
        options = settings.options
        persistence = settings.persistence
        responseLimits = settings.responseLimits
        reuse = settings.reuse
        retries = settings.retries
        retryOn = settings.retryOn
        forwardedFor = settings.forwardedFor.map { AddressField($0) }
        originalTo = settings.originalTo.map { AddressField($0) }
        balanceKey = settings.balanceKey
        if case .urlParameter(_, .some) = settings.balanceKey { looksAtBody = true } else { looksAtBody = false }
        hashFunction = settings.balance.function
        redispatchInterval = settings.options.contains(.redispatch) ? settings.redispatchInterval : 0
        balancesFreely = settings.balance.algorithm != .hash && settings.balance.algorithm != .sticky
        isPublished = proxy.isPublished
        keepAliveQueueLimit = settings.keepAliveQueueLimit
        replies = settings.replies
        rules = RulesShare(settings.rules)
        sticking = StickShare(settings.rules.sticking, proxy.servers, context)
        keptCookies = proxy.cookies.map { CookieShare($0) }
        cookies = Unretained(keptCookies)
        remoteDesktopCookie = Unretained(settings.remoteDesktopCookie)
        looksForClients =
            keptCookies != nil || settings.rules.persistence != nil || settings.remoteDesktopCookie != nil
        wantsNoCache = keptCookies?.settings.options.contains(.noCache) == true
        source = settings.source
        restrictsHeaderNames = settings.restrictsHeaderNames
        forwarded = settings.forwarded
        forwardedExpressions = settings.forwardedExpressions
        serverNameHeader = settings.serverNameHeader
        addsFields = forwarded != nil || serverNameHeader != nil
        self.headerCase = settings.options.contains(.adjustServerCase) ? generation.headerCase : nil
        spliceThreshold = generation.spliceThreshold(options, .spliceResponse)
        queue = Unretained(proxy.queue)
        shared = generation.costs.contains(.backendStreams) ? Unretained(proxy.counts) : nil
        load = Unretained(proxy.load)
        balancer = Balancer.make(settings.balance, proxy.set, randomSeed: UInt64(context.index) &+ 1)
        dispatch = proxy.dispatch == nil ? nil : -1
        servers = ContiguousArray(repeating: nil, count: proxy.servers.count)
    }

    func streamBegan(_ now: Milliseconds) {
        counters.streamBegan(now)
        if let load { load { $0.streamBegan() } }
        guard let shared else { return }
        shared {
            $0.streams.count(now)
            $0.streamBegan()
        }
    }

    func streamEnded() {
        counters.streamEnded()
        if let load { load { $0.streamEnded() } }
        if let shared { shared { $0.streamEnded() } }
    }

    /// What it answers to a status itself.
    func reply(_ status: UInt16) -> Reply? { replies[status] }

    /// Whether a retry goes to another server, given how many are left after it (`option redispatch <interval>`).
    func redispatches(_ left: Int) -> Bool {
        guard redispatchInterval != 0 else { return false }
        if redispatchInterval < 0 { return left == -redispatchInterval - 1 }
        return (retries - left) % redispatchInterval == 0
    }

    /// This loop's share of a server of the set.
    func server(at index: Int) -> ServerShare? {
        guard servers.indices.contains(index) else { return index == dispatch ? dispatchedServer : nil }
        if let share = servers[index] { return share }
        let share = ServerShare(proxy.servers[index], at: index, self, context)
        servers[index] = share
        return share
    }

    private var dispatchedServer: ServerShare? {
        guard dispatched == nil, let state = proxy.dispatch else { return dispatched }
        dispatched = ServerShare(state, at: -1, self, context)
        return dispatched
    }

    /// The share of a server that had traffic on this loop.
    func usedServer(at index: Int) -> ServerShare? { servers.indices.contains(index) ? servers[index] : nil }

    /// What was counted for the servers that had traffic on this loop.
    var serverReports: [ServerReport] {
        servers.compactMap { server in
            server.map {
                ServerReport(
                    index: $0.index, counters: $0.counters, connections: $0.connectionCount, idle: $0.idleCount)
            }
        }
    }

    func clearCounters(all: Bool) {
        counters.clear(all: all)
        for server in servers { server?.counters.clear(all: all) }
    }
}
