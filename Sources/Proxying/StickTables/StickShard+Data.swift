import Memory

/// What entries store. Where the table has no such data, nothing happens and there is no value.
extension StickShard {
    /// A value as it is now.
    func value(_ data: StickData, _ index: Int = 0, at record: Int, _ now: UInt32) -> UInt64? {
        guard let field = layout.field(data, index) else { return nil }
        let offset = Int(field.offset)
        switch data.form {
        case .counter, .text: return UInt64(arena.word(record, offset))
        case .wideCounter: return arena.wideWord(record, offset)
        case .rate: return rate(field, record, now)
        }
    }

    /// Sets a value; a rate begins anew with so many events.
    mutating func set(_ data: StickData, _ index: Int = 0, to value: UInt64, at record: Int, _ now: UInt32) {
        guard let field = layout.field(data, index) else { return }
        noteChange(record)
        let offset = Int(field.offset)
        switch data.form {
        case .counter, .text: arena.set(UInt32(truncatingIfNeeded: value), record, offset)
        case .wideCounter: arena.set(value, record, offset)
        case .rate:
            arena.set(now, record, offset)
            arena.set(UInt32(truncatingIfNeeded: value), record, offset + 4)
            arena.set(UInt32(0), record, offset + 8)
        }
    }

    /// Adds to a counter, which stays at the largest number there is, or counts events of a rate.
    mutating func add(_ amount: UInt64, to data: StickData, _ index: Int = 0, at record: Int, _ now: UInt32) {
        guard let field = layout.field(data, index) else { return }
        noteChange(record)
        let offset = Int(field.offset)
        switch data.form {
        case .text: return
        case .counter:
            let (sum, overflow) = arena.word(record, offset).addingReportingOverflow(UInt32(clamping: amount))
            arena.set(overflow ? .max : sum, record, offset)
        case .wideCounter: arena.set(arena.wideWord(record, offset) &+ amount, record, offset)
        case .rate:
            turn(field, record, now)
            let (sum, overflow) = arena.word(record, offset + 4).addingReportingOverflow(UInt32(clamping: amount))
            arena.set(overflow ? .max : sum, record, offset + 4)
        }
    }

    /// Counts one thing less, if there is one.
    mutating func decrement(_ data: StickData, at record: Int) {
        guard let field = layout.field(data) else { return }
        noteChange(record)
        let value = arena.word(record, Int(field.offset))
        if value > 0 { arena.set(value - 1, record, Int(field.offset)) }
    }

    // MARK: Rates

    /// A rate as it is kept: when its period began, the events of it, and those of the one before.
    func rate(_ field: StickLayout.Field, _ record: Int) -> (began: UInt32, current: UInt32, previous: UInt32) {
        let offset = Int(field.offset)
        return (arena.word(record, offset), arena.word(record, offset + 4), arena.word(record, offset + 8))
    }

    /// Sets all parts of a rate.
    mutating func setRate(
        _ data: StickData, _ index: Int, began: UInt32, current: UInt32, previous: UInt32, at record: Int
    ) {
        guard let field = layout.field(data, index), data.form == .rate else { return }
        let offset = Int(field.offset)
        arena.set(began, record, offset)
        arena.set(current, record, offset + 4)
        arena.set(previous, record, offset + 8)
    }

    /// Begins a new period if the last one is over.
    private mutating func turn(_ field: StickLayout.Field, _ record: Int, _ now: UInt32) {
        let offset = Int(field.offset)
        let period = max(1, field.period)
        let began = arena.word(record, offset)
        let elapsed = now &- began
        guard elapsed >= period else { return }
        let follows = elapsed &- period < period
        arena.set(follows ? began &+ period : now, record, offset)
        arena.set(follows ? arena.word(record, offset + 4) : 0, record, offset + 8)
        arena.set(UInt32(0), record, offset + 4)
    }

    /// Events of the last period's length, those of the period before taken for evenly spread.
    private func rate(_ field: StickLayout.Field, _ record: Int, _ now: UInt32) -> UInt64 {
        let offset = Int(field.offset)
        let period = UInt64(max(1, field.period))
        let elapsed = UInt64(now &- arena.word(record, offset))
        let current = UInt64(arena.word(record, offset + 4))
        if elapsed < period { return current + UInt64(arena.word(record, offset + 8)) * (period - elapsed) / period }
        return elapsed < 2 * period ? current * (2 * period - elapsed) / period : 0
    }
}
