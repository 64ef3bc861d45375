import Synchronization

/// How many idle connections a server has in the whole process, and which loops have some.
public final class IdleConnections: Sendable {
    private let count = Atomic<Int>(0)
    /// One bit for each of the first 64 loops.
    private let loops = Atomic<UInt64>(0)

    public init() {}

    public var current: Int { count.load(ordering: .relaxed) }

    /// Counts one; false when `limit`, if it is not negative, is reached (`pool-max-conn`).
    func enter(limit: Int) -> Bool {
        if limit >= 0, current >= limit { return false }
        count.add(1, ordering: .relaxed)
        return true
    }

    func leave() { count.subtract(1, ordering: .relaxed) }

    func mark(loop: Int, hasIdle: Bool) {
        guard loop < 64 else { return }
        let bit = UInt64(1) << UInt64(loop)
        let marked = loops.load(ordering: .relaxed) & bit != 0
        if hasIdle, !marked { loops.bitwiseOr(bit, ordering: .relaxed) }
        if !hasIdle, marked { loops.bitwiseAnd(~bit, ordering: .relaxed) }
    }

    /// A loop other than this one that has idle connections.
    func lender(for loop: Int) -> Int? {
        var bits = loops.load(ordering: .relaxed)
        if loop < 64 { bits &= ~(UInt64(1) << UInt64(loop)) }
        return bits == 0 ? nil : bits.trailingZeroBitCount
    }
}
