import Synchronization

/// `sample <ranges>:<size>`: which lines of every `size` are sent.
public struct LogSampling: Sendable, Hashable {
    /// Numbered from one, apart from one another, in order.
    public let ranges: [ClosedRange<Int>]
    public let size: Int

    public init(ranges: [ClosedRange<Int>], size: Int) {
        self.ranges = ranges.sorted { $0.lowerBound < $1.lowerBound }
        self.size = max(1, size)
    }

    /// The same with memory of its own, for one loop: counting references to it concerns no other thread.
    var copy: LogSampling { LogSampling(ranges: ranges.map { $0 }, size: size) }

    /// Whether the line with this number, counted from zero, is sent.
    public func includes(_ number: UInt64) -> Bool {
        let place = Int(truncatingIfNeeded: number % UInt64(size)) + 1
        return ranges.contains { $0.contains(place) }
    }
}

/// Where a proxy's `sample` stands. One for all loops, so that each of several targets gets its share of the lines in turn.
final class LogSampleCounter: Sendable {
    private let count = Atomic<UInt64>(0)

    /// The number of the next line.
    func next() -> UInt64 { count.add(1, ordering: .relaxed).oldValue }
}
