import HTTP
import Memory

/// One loop's share of a frontend: the settings that every request needs, copied, and the counters.
public final class FrontendShare {
    let timeouts: Timeouts
    let requestLimits = H1Limits()
    let forwardFor: Bool
    var counters = FrontendCounters()
    var isStopping = false
    /// Where streams go that no rule sends elsewhere.
    var defaultBackend: BackendShare?
    private let replies: Replies

    init(_ settings: ProxySettings) {
        timeouts = settings.timeouts
        forwardFor = settings.forwardFor
        replies = settings.replies
    }

    func reply(_ status: UInt16) -> Reply? { replies[status] }

    func sessionEnded() { counters.currentSessions -= 1 }
}

/// Counts of one loop for one frontend.
public struct FrontendCounters: Sendable {
    public var currentSessions = 0
    public var sessions: UInt64 = 0
    public var requests: UInt64 = 0
    public var requestErrors: UInt64 = 0
    public init() {}
}
