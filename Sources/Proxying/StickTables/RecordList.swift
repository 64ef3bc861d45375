import Memory

/// Records of an arena in an order, linked by their numbers in `older` and `newer`.
struct RecordList {
    private(set) var first: UInt32?
    private var last: UInt32?

    mutating func append(_ record: Int, _ arena: inout RecordArena) {
        let number = UInt32(truncatingIfNeeded: record)
        arena.set(last ?? StickShard.none, record, StickLayout.older)
        arena.set(StickShard.none, record, StickLayout.newer)
        if let last { arena.set(number, Int(last), StickLayout.newer) } else { first = number }
        last = number
    }

    mutating func unlink(_ record: Int, _ arena: inout RecordArena) {
        let older = arena.word(record, StickLayout.older)
        let newer = arena.word(record, StickLayout.newer)
        link(older, newer, &arena)
    }

    /// A record that is on the list was copied to another place.
    mutating func moved(_ source: Int, to target: Int, _ arena: inout RecordArena) {
        let number = UInt32(truncatingIfNeeded: target)
        let older = arena.word(target, StickLayout.older)
        let newer = arena.word(target, StickLayout.newer)
        if older == StickShard.none { first = number } else { arena.set(number, Int(older), StickLayout.newer) }
        if newer == StickShard.none { last = number } else { arena.set(number, Int(newer), StickLayout.older) }
    }

    private mutating func link(_ older: UInt32, _ newer: UInt32, _ arena: inout RecordArena) {
        if older == StickShard.none {
            first = newer == StickShard.none ? nil : newer
        } else {
            arena.set(newer, Int(older), StickLayout.newer)
        }
        if newer == StickShard.none {
            last = older == StickShard.none ? nil : older
        } else {
            arena.set(older, Int(newer), StickLayout.older)
        }
    }
}
