import Memory

/// What lists of regular expressions have found lately, of one loop (`tune.pattern.cache-size`). It is asked by a hash of 64 bits
/// over the sample, with a seed that nobody outside knows: that two samples share one is less likely than broken memory.
struct ExpressionCache {
    private struct Slot: BitwiseCopyable {
        var key: UInt64 = 0
        var level: UInt32 = 0
        /// The position in the level's table plus one; zero for a sample that matched nothing.
        var entry: UInt32 = 0
    }

    /// Shorter lists are asked at once.
    static let shortestList = 4

    private let capacity: Int
    private var slots: [Slot] = []

    /// At most `size` results are kept; none for zero.
    init(size: Int) {
        var capacity = size > 0 ? 1 : 0
        while capacity > 0, capacity <= size / 2, capacity < 1 << 24 { capacity *= 2 }
        self.capacity = capacity
    }

    var isEnabled: Bool { capacity > 0 }

    /// What identifies a sample, a use of a list and the version of its content.
    static func key(_ bytes: ByteView, seed: UInt64, slot: PatternSlot, version: UInt64) -> UInt64 {
        let place = (version &<< 24 ^ UInt64(slot.index)) &* 0x9e37_79b9_7f4a_7c15
        let hash = ByteHash.hash(bytes, foldsCase: false, seed: seed ^ place)
        return hash == 0 ? 1 : hash
    }

    func result(_ key: UInt64) -> (level: Int, entry: UInt32)? {
        guard !slots.isEmpty else { return nil }
        let slot = slots[Int(truncatingIfNeeded: key) & (capacity - 1)]
        return slot.key == key ? (Int(slot.level), slot.entry) : nil
    }

    /// Memory is taken with the first result.
    mutating func keep(_ key: UInt64, level: Int, entry: UInt32) {
        guard isEnabled else { return }
        if slots.isEmpty { slots = Array(repeating: Slot(), count: capacity) }
        slots[Int(truncatingIfNeeded: key) & (capacity - 1)] = Slot(
            key: key, level: UInt32(truncatingIfNeeded: level), entry: entry)
    }
}
