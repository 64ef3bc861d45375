import Synchronization

/// A bound on the loads of up to 64 servers, so that `leastconn` need not look at every server of a large farm.
///
/// The bound is never above the cost of the group's least loaded server that has room. Whoever looks at all servers of
/// the group raises it; whoever ends a stream lowers it. It carries a count of the latter: a look that a stream's end
/// overtook raises nothing. Where the group's servers themselves change, the bound starts at zero.
final class LoadGroup: Sendable {
    static let capacity = 64

    /// The cost where there is no room.
    static let never: UInt64 = (1 << costBits) - 1
    private static let costBits: UInt64 = 44
    private static let fractionBits = 24

    /// The count above, the bound below.
    private let word = Atomic<UInt64>(0)

    /// Set when the first large `leastconn` farm looks; before, ending a stream costs nothing here.
    private let watchedValue = Atomic<Bool>(false)

    /// Streams for a weight, the one to come included; an idle server costs nothing. Comparable among all servers.
    @inline(__always) static func cost(load: Int, weight: Int) -> UInt64 {
        if load <= 0 { return 0 }
        let (scaled, overflow) = (load &+ 1).multipliedReportingOverflow(by: 1 << fractionBits)
        return overflow || weight <= 0 ? never - 1 : min(UInt64(scaled) / UInt64(weight), never - 1)
    }

    @inline(__always) var isWatched: Bool { watchedValue.load(ordering: .relaxed) }

    func watch() { watchedValue.store(true, ordering: .sequentiallyConsistent) }

    /// What a look begins with and hands back to `raise`.
    @inline(__always) var state: UInt64 { word.load(ordering: .acquiring) }

    @inline(__always) static func bound(_ state: UInt64) -> UInt64 { state & never }

    @inline(__always) func raise(from state: UInt64, to cost: UInt64) {
        if cost <= Self.bound(state) { return }
        _ = word.compareExchange(
            expected: state, desired: state & ~Self.never | cost, ordering: .acquiringAndReleasing)
    }

    /// After a server's load fell, or with 0 after anything else about the servers changed.
    func lower(to cost: UInt64) {
        var seen = word.load(ordering: .relaxed)
        while true {
            let count = (seen & ~Self.never) &+ (1 << Self.costBits)
            let (exchanged, original) = word.weakCompareExchange(
                expected: seen, desired: count | min(Self.bound(seen), cost), ordering: .acquiringAndReleasing)
            if exchanged { return }
            seen = original
        }
    }
}
