import Memory

/// What rules say of a stream's place in queues (manual, 4.4 `set-priority-class`, `set-priority-offset`).
struct QueuePriority: Equatable {
    /// Lower values go first, whenever they came.
    private(set) var level: Int16 = 0
    /// Milliseconds by which it seems to have come later.
    private(set) var offset: Int32 = 0

    static let levels: ClosedRange<Int64> = -2047...2047
    static let offsets: ClosedRange<Int64> = -524_287...524_287

    init() {}

    mutating func set(level value: Int64) { level = Int16(clamping: Self.bounded(value, Self.levels)) }
    mutating func set(offset value: Int64) { offset = Int32(clamping: Self.bounded(value, Self.offsets)) }

    private static func bounded(_ value: Int64, _ range: ClosedRange<Int64>) -> Int64 {
        min(max(value, range.lowerBound), range.upperBound)
    }
}

/// Where a ticket stands in its queue: the lowest key is next.
struct QueueKey: Comparable {
    /// The class and the moment, as one number.
    private let rank: UInt64
    /// Arrival decides between equal ranks.
    private let sequence: UInt64

    private static let momentBits: UInt64 = 48

    init(_ priority: QueuePriority, at moment: Milliseconds, sequence: UInt64) {
        let level = UInt64(Int64(priority.level) - QueuePriority.levels.lowerBound)
        // Never negative, since the clock may be near its start.
        let later = moment.rawValue &+ Int64(priority.offset) &- QueuePriority.offsets.lowerBound
        rank = level << Self.momentBits | UInt64(max(later, 0)) & ((1 << Self.momentBits) - 1)
        self.sequence = sequence
    }

    static func < (left: QueueKey, right: QueueKey) -> Bool {
        left.rank == right.rank ? left.sequence < right.sequence : left.rank < right.rank
    }
}
