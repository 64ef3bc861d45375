import Balancing
import HTTP
import Memory

/// One loop's share of a backend.
public final class BackendShare {
    let timeouts: Timeouts
    let responseLimits = H1Limits()
    let reuse: ReusePolicy
    let retries: Int
    let forwardFor: Bool
    let balancer: Balancer
    private(set) var servers: ContiguousArray<ServerShare> = []
    private let replies: Replies

    init(_ settings: ProxySettings, _ states: [ServerState], _ set: ServerSet, _ context: LoopContext) {
        timeouts = settings.timeouts
        reuse = settings.reuse
        retries = settings.retries
        forwardFor = settings.forwardFor
        replies = settings.replies
        balancer = Balancer.make(settings.balance, set, randomSeed: UInt64(context.index) &+ 1)
        for state in states { servers.append(ServerShare(state, self, context)) }
    }

    func reply(_ status: UInt16) -> Reply? { replies[status] }
}
