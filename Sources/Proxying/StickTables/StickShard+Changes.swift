import Memory

/// The order in which entries of a shared table were changed on this process. Each change has a number; an entry has that of its
/// last one, and the entries are linked from the one that was changed first to the newest.
extension StickShard {
    /// An entry was changed here, and not by a peer.
    mutating func noteChange(_ record: Int) {
        guard let place = layout.changes, !isLearning else { return }
        if arena.word(record, place.number) != 0 { changed.unlink(record, &arena) }
        changed.append(record, &arena)
        lastChange &+= 1
        if lastChange == 0 { lastChange = 1 }
        arena.set(lastChange, record, place.number)
        hasNews = true
        // Numbers begin again after some thousands of millions: what is further back could be taken for the newest.
        if let first = changed.first, lastChange &- arena.word(Int(first), place.number) > StickShard.farthest {
            forgetChange(Int(first))
        }
    }

    /// So many changes back, at most, an entry's last one may be.
    private static let farthest = UInt32(Int32.max)

    /// Whether an entry was ever changed here, and not by a peer alone.
    func wasChanged(_ record: Int) -> Bool {
        layout.changes.map { arena.word(record, $0.number) != 0 } ?? false
    }

    /// An entry is gone.
    mutating func forgetChange(_ record: Int) {
        guard let place = layout.changes, arena.word(record, place.number) != 0 else { return }
        changed.unlink(record, &arena)
        arena.set(UInt32(0), record, place.number)
    }

    /// An entry was copied to another record.
    mutating func moveChange(_ source: Int, to target: Int) {
        guard let place = layout.changes, arena.word(target, place.number) != 0 else { return }
        changed.moved(source, to: target, &arena)
    }

    /// Calls `body` with the entries changed after a number, the oldest change first, until it says false.
    mutating func eachChange(after number: UInt32, _ body: (inout StickShard, Int, UInt32) -> Bool) {
        guard let place = layout.changes, lastChange != number else { return }
        // Of two numbers that are further apart nobody could say which is the later one.
        let distance = min(lastChange &- number, StickShard.farthest)
        var record = firstChange(after: lastChange &- distance, place)
        while let current = record {
            guard body(&self, current, arena.word(current, place.number)) else { return }
            record = changed.next(current, arena)
        }
    }

    /// Looks from both ends: most of what there is was sent, or nearly nothing.
    private func firstChange(after number: UInt32, _ place: StickLayout.Changes) -> Int? {
        var old = changed.first.map { Int($0) }
        var new = changed.last.map { Int($0) }
        var found: Int?
        while let older = old, let newer = new {
            if isLater(older, number, place) { return older }
            guard isLater(newer, number, place) else { return found }
            found = newer
            old = changed.next(older, arena)
            new = changed.previous(newer, arena)
        }
        return found
    }

    private func isLater(_ record: Int, _ number: UInt32, _ place: StickLayout.Changes) -> Bool {
        Int32(bitPattern: arena.word(record, place.number) &- number) > 0
    }
}
