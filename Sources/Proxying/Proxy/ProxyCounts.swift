import Synchronization

/// What expressions can ask of a proxy that all loops together make up; there only where a configuration asks (`CostlyItems`).
final class ProxyCounts: Sendable {
    /// Clients' connections.
    let sessions = SharedRate()
    let requests = SharedRate()
    /// Streams that came to the backend.
    let streams = SharedRate()
    private let current = Atomic<Int>(0)

    init() {}

    /// Streams that the backend has now.
    var currentStreams: Int { current.load(ordering: .relaxed) }

    func streamBegan() { current.add(1, ordering: .relaxed) }
    func streamEnded() { current.subtract(1, ordering: .relaxed) }
}
