import Synchronization

/// Counts the changes of one backend's servers that a balancer's tables depend on.
///
/// It lives as long as the backend's name does: every slot of the backend and every `ServerSet` made of them, in every
/// generation, share it. A balancer compares one number for each request and rebuilds its tables when it moved.
public final class FarmVersion: Sendable {
    private let value = Atomic<UInt64>(1)

    public init() {}

    @inline(__always) var current: UInt64 { value.load(ordering: .acquiring) }

    /// Called after the change was stored.
    func bump() { value.wrappingAdd(1, ordering: .acquiringAndReleasing) }
}
