import Synchronization

/// How many connections there may be at once: of clients, in the whole process (`maxconn` of `global`) or on one frontend, where what
/// exceeds it stays in the kernel's queue; or to a server (`strict-maxconn`).
public final class ConnectionLimit: Sendable {
    private let count = Atomic<Int>(0)
    private let most = Atomic<Int>(0)
    private let limitStore: Atomic<Int>
    private let reachedCount = Atomic<Int>(0)
    private let hasPaused = Atomic<Bool>(false)

    /// - Parameter limit: 0 is none.
    public init(_ limit: Int) { limitStore = Atomic(limit) }

    public var current: Int { count.load(ordering: .relaxed) }
    public var peak: Int { most.load(ordering: .relaxed) }

    /// How often a connection was the last one that is allowed.
    public var timesReached: Int { reachedCount.load(ordering: .relaxed) }

    public var limit: Int {
        get { limitStore.load(ordering: .relaxed) }
        set { limitStore.store(newValue, ordering: .relaxed) }
    }

    /// Counts a connection; false when there is no room for it.
    func enter() -> Bool {
        let new = count.add(1, ordering: .sequentiallyConsistent).newValue
        let limit = limit
        if limit > 0, new > limit {
            count.subtract(1, ordering: .sequentiallyConsistent)
            return false
        }
        if new == limit { reachedCount.add(1, ordering: .relaxed) }
        if new > most.load(ordering: .relaxed) { most.store(new, ordering: .relaxed) }
        return true
    }

    /// Counts a connection whatever the limit: one that exists already.
    func enterAnyway() { count.add(1, ordering: .sequentiallyConsistent) }

    /// A connection has ended; true when listeners wait for that.
    func leave() -> Bool {
        count.subtract(1, ordering: .sequentiallyConsistent)
        return hasPaused.load(ordering: .sequentiallyConsistent)
            && hasPaused.exchange(false, ordering: .sequentiallyConsistent)
    }

    /// A listener pauses until a connection ends; false when one just did and the listener can go on.
    func pause() -> Bool {
        hasPaused.store(true, ordering: .sequentiallyConsistent)
        let limit = limit
        return limit > 0 && current >= limit
    }
}
