import Memory

/// Records of an arena in an order, linked by their numbers in two words of each record.
struct RecordList {
    private(set) var first: UInt32?
    private(set) var last: UInt32?
    /// Where a record keeps its neighbours.
    private let olderOffset: Int
    private let newerOffset: Int

    init(older: Int = StickLayout.older, newer: Int = StickLayout.newer) {
        olderOffset = older
        newerOffset = newer
    }

    /// The record behind another.
    func next(_ record: Int, _ arena: borrowing RecordArena) -> Int? { neighbour(record, newerOffset, arena) }

    /// The record in front of another.
    func previous(_ record: Int, _ arena: borrowing RecordArena) -> Int? { neighbour(record, olderOffset, arena) }

    private func neighbour(_ record: Int, _ offset: Int, _ arena: borrowing RecordArena) -> Int? {
        let number = arena.word(record, offset)
        return number == StickShard.none ? nil : Int(number)
    }

    mutating func append(_ record: Int, _ arena: inout RecordArena) {
        let number = UInt32(truncatingIfNeeded: record)
        arena.set(last ?? StickShard.none, record, olderOffset)
        arena.set(StickShard.none, record, newerOffset)
        if let last { arena.set(number, Int(last), newerOffset) } else { first = number }
        last = number
    }

    mutating func unlink(_ record: Int, _ arena: inout RecordArena) {
        let older = arena.word(record, olderOffset)
        let newer = arena.word(record, newerOffset)
        link(older, newer, &arena)
    }

    /// A record that is on the list was copied to another place.
    mutating func moved(_ source: Int, to target: Int, _ arena: inout RecordArena) {
        let number = UInt32(truncatingIfNeeded: target)
        let older = arena.word(target, olderOffset)
        let newer = arena.word(target, newerOffset)
        if older == StickShard.none { first = number } else { arena.set(number, Int(older), newerOffset) }
        if newer == StickShard.none { last = number } else { arena.set(number, Int(newer), olderOffset) }
    }

    private mutating func link(_ older: UInt32, _ newer: UInt32, _ arena: inout RecordArena) {
        if older == StickShard.none {
            first = newer == StickShard.none ? nil : newer
        } else {
            arena.set(newer, Int(older), newerOffset)
        }
        if newer == StickShard.none {
            last = older == StickShard.none ? nil : older
        } else {
            arena.set(older, Int(newer), olderOffset)
        }
    }
}
