import Balancing
import HTTP
import Memory

/// One loop's share of a backend.
public final class BackendShare {
    public let proxy: Proxy
    let timeouts: Timeouts
    let options: ProxyOptions
    let persistence: PersistenceMode
    let responseLimits: H1Limits
    let reuse: ReusePolicy
    let retries: Int
    let retryOn: RetryCauses
    let forwardedFor: AddressHeader?
    let originalTo: AddressHeader?
    let balanceKey: BalanceKey
    let balancer: Balancer
    unowned(unsafe) private let context: LoopContext
    /// Made when a server is first used.
    private var servers: ContiguousArray<ServerShare?>
    var counters = BackendCounters()
    private let replies: Replies

    init(_ proxy: Proxy, _ context: LoopContext) {
        let settings = proxy.settings
        self.proxy = proxy
        self.context = context
        timeouts = settings.timeouts
        options = settings.options
        persistence = settings.persistence
        responseLimits = settings.responseLimits
        reuse = settings.reuse
        retries = settings.retries
        retryOn = settings.retryOn
        forwardedFor = settings.forwardedFor
        originalTo = settings.originalTo
        balanceKey = settings.balanceKey
        replies = settings.replies
        balancer = Balancer.make(settings.balance, proxy.set, randomSeed: UInt64(context.index) &+ 1)
        servers = ContiguousArray(repeating: nil, count: proxy.servers.count)
    }

    func reply(_ status: UInt16) -> Reply? { replies[status] }

    /// This loop's share of a server of the set.
    func server(at index: Int) -> ServerShare? {
        guard servers.indices.contains(index) else { return nil }
        if let share = servers[index] { return share }
        let share = ServerShare(proxy.servers[index], self, context)
        servers[index] = share
        return share
    }
}
