import Synchronization

/// What the slots of one backend share: the number of their changes, and the groups of their loads.
///
/// It lives as long as the backend's name does: every slot of the backend and every `ServerSet` made of them, in every
/// generation, share it. A balancer compares one number for each request and takes a new table when it moved.
public final class FarmVersion: Sendable {
    private struct Seats {
        var group = LoadGroup()
        var free = LoadGroup.capacity
    }

    private let value = Atomic<UInt64>(1)
    private let arrivals = Atomic<UInt64>(0)
    private let seats = Mutex(Seats())
    let totals = FarmTotals()

    public init() {}

    @inline(__always) var current: UInt64 { value.load(ordering: .acquiring) }

    /// Called after the change was stored.
    func bump() { value.wrappingAdd(1, ordering: .acquiringAndReleasing) }

    /// The number of a server that takes part again.
    func nextArrival() -> UInt64 { arrivals.add(1, ordering: .relaxed).newValue }

    /// The group of a new slot.
    func seat() -> LoadGroup {
        seats.withLock { seats in
            if seats.free == 0 { seats = Seats() }
            seats.free -= 1
            return seats.group
        }
    }

    /// A set has been made: slots that come later, which it does not have, begin a group of their own.
    func closeGroup() { seats.withLock { if $0.free < LoadGroup.capacity { $0 = Seats() } } }
}
