import Synchronization

/// How many streams a backend has, served or waiting, which the limits of its servers follow (manual, 5.2 `minconn`).
public final class FarmLoad: Sendable {
    /// The load at which servers take as many as they may (`fullconn`).
    private let full: Int
    private let current = Atomic<Int>(0)

    public init(full: Int) { self.full = max(full, 1) }

    public func streamBegan() { current.wrappingAdd(1, ordering: .relaxed) }
    public func streamEnded() { current.wrappingSubtract(1, ordering: .relaxed) }

    /// In proportion to the load, but never below `least`.
    func limit(from least: Int, to most: Int) -> Int {
        let load = max(current.load(ordering: .relaxed), 0)
        guard load < full else { return most }
        let (product, overflow) = load.multipliedReportingOverflow(by: most)
        return overflow ? most : max(product / full, least)
    }
}
