import Memory

/// `rate-limit sessions`: how many connections a frontend accepts in a second, on all loops.
final class SessionRateLimit: Sendable {
    private let limit: Int
    private let rate = SharedRate()
    /// When it is worth looking again; a low limit is looked at more often than it lets one pass.
    let pause: Milliseconds

    /// - Parameter limit: above 0.
    init(_ limit: Int) {
        self.limit = limit
        pause = Milliseconds(Int64(min(max(1000 / max(limit, 1), 1), 50)))
    }

    /// Counts a connection; false when there were as many as may be.
    func enter(_ now: Milliseconds) -> Bool {
        guard rate.rate(now) < limit else { return false }
        rate.count(now)
        return true
    }
}
