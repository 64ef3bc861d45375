import Memory
import Synchronization

/// How many connections may be accepted in a second, on all loops: by a frontend (`rate-limit sessions`) or by the process
/// (`maxconnrate`, `maxsessrate`; manual, 3.2).
public final class RateLimit: Sendable {
    private let store: Atomic<Int>
    private let rate = SharedRate()

    /// - Parameter limit: 0 is none.
    init(_ limit: Int) { store = Atomic(limit) }

    /// Connections in a second; 0 for any number. Nothing is counted while there is no limit.
    public var limit: Int {
        get { store.load(ordering: .relaxed) }
        set { store.store(newValue, ordering: .relaxed) }
    }

    /// When it is worth looking again; a low limit is looked at more often than it lets one pass.
    var pause: Milliseconds { Milliseconds(Int64(min(max(1000 / max(limit, 1), 1), 50))) }

    /// Whether one more may come.
    func hasRoom(_ now: Milliseconds) -> Bool {
        let limit = limit
        return limit == 0 || rate.rate(now) < limit
    }

    /// Counts one that has come.
    func count(_ now: Milliseconds) {
        if limit > 0 { rate.count(now) }
    }
}

/// The limits of the process.
public struct ProcessRates: Sendable {
    /// `maxconnrate`
    public let connections: RateLimit
    /// `maxsessrate`: clients that `tcp-request connection` rules have let in.
    public let sessions: RateLimit

    init(_ settings: GlobalSettings) {
        connections = RateLimit(settings.maximumConnectionRate)
        sessions = RateLimit(settings.maximumSessionRate)
    }
}
