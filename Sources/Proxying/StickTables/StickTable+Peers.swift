import Memory

/// What peers tell of a table, and what they are told.
extension StickTable {
    /// Whether entries of a shard were changed after a number.
    func hasChanges(after number: UInt32, shard: Int) -> Bool {
        lock(shard) { $0.lastChange != number } ?? false
    }

    /// How often entries were changed here.
    var changeCount: Int {
        (0..<shardCount).reduce(0) { $0 + Int(lock($1) { $0.lastChange } ?? 0) }
    }

    /// Calls `body` with the entries of a shard that were changed after a number, until it says false.
    func withChanges(
        after number: UInt32, shard: Int, _ body: (inout StickShard, Int, UInt32) -> Bool
    ) {
        let _: Void? = lock(shard) { $0.eachChange(after: number, body) }
    }

    /// Takes over what a peer said of an entry, which is made if there is none.
    ///
    /// - Parameter isLesson: it is something that the peer knew before. Where an entry was changed here meanwhile, it takes
    ///   nothing back: what the peer knows may be what this process has told it.
    func learn(_ update: PeerUpdate, _ values: [LearnedValue], isLesson: Bool = false, _ now: UInt32) {
        let isText = layout.keyType == .string
        let key =
            isText || layout.keyType == .binary ? StickKey.canonical(update.key, layout, isText: isText) : update.key
        guard key.count <= layout.keyLength else { return }
        let _: Void? = enter(key, now) { shard, place in
            let isOlder = isLesson && shard.wasChanged(place.record)
            shard.isLearning = true
            for value in values where !isOlder || isMore(value, shard, place.record, now) {
                learn(value, &shard, place.record, now)
            }
            shard.isLearning = false
            shard.touch(place.record, now)
            if !isOlder, let remaining = update.remaining, remaining > 0 { shard.expire(place.record, in: remaining, now) }
        }
    }

    /// Whether more was counted elsewhere than here.
    private func isMore(_ learned: LearnedValue, _ shard: borrowing StickShard, _ record: Int, _ now: UInt32) -> Bool {
        guard !learned.data.isCopied, learned.data != .currentConnections,
            let field = layout.field(learned.data, learned.index)
        else { return false }
        switch learned.value {
        case .number(let value): return value > shard.value(learned.data, learned.index, at: record, now) ?? 0
        case .rate(_, let current, let previous):
            let own = shard.rate(field, record)
            return UInt64(current) + UInt64(previous) > UInt64(own.current) + UInt64(own.previous)
        case .text: return false
        }
    }

    private func learn(_ learned: LearnedValue, _ shard: inout StickShard, _ record: Int, _ now: UInt32) {
        switch learned.value {
        case .number(let value): shard.set(learned.data, learned.index, to: value, at: record, now)
        case .rate(let elapsed, let current, let previous):
            shard.setRate(
                learned.data, learned.index, began: now &- elapsed, current: current, previous: previous, at: record)
        case .text:
            let number = learned.text.map { texts.number(learned: $0) } ?? 0
            shard.set(learned.data, learned.index, to: UInt64(number), at: record, now)
        }
    }
}
