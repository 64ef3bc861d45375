/// General purpose counters and tags. The first ones have words of their own, which mean elements of an array where the table has one.
extension StickShard {
    /// Where an element of counters, rates or tags is kept.
    private func place(_ data: StickData, _ index: Int) -> (data: StickData, index: Int) {
        let (array, element): (StickData, Int) =
            switch data {
            case .gpc0: (.gpc, 0)
            case .gpc1: (.gpc, 1)
            case .gpc0Rate: (.gpcRate, 0)
            case .gpc1Rate: (.gpcRate, 1)
            case .gpt0: (.gpt, 0)
            default: (data, index)
            }
        return layout.has(data) ? (data, index) : (array, element)
    }

    /// The value of an element, by its own word or in an array.
    func element(_ data: StickData, _ index: Int = 0, at record: Int, _ now: UInt32) -> UInt64? {
        let place = place(data, index)
        return value(place.data, place.index, at: record, now)
    }

    /// The rate of a counter.
    private func rate(of counter: StickData) -> StickData {
        switch counter {
        case .gpc0: .gpc0Rate
        case .gpc1: .gpc1Rate
        default: .gpcRate
        }
    }

    /// Adds to a counter and to its rate; the new value, or that of the rate where only that is stored.
    mutating func increment(
        _ counter: StickData, _ index: Int = 0, by amount: UInt32, at record: Int, _ now: UInt32
    ) -> UInt64? {
        let rate = place(rate(of: counter), index)
        let place = place(counter, index)
        add(UInt64(amount), to: rate.data, rate.index, at: record, now)
        add(UInt64(amount), to: place.data, place.index, at: record, now)
        return value(place.data, place.index, at: record, now) ?? value(rate.data, rate.index, at: record, now)
    }

    /// Sets a counter to zero; what it was.
    mutating func clearCounter(_ counter: StickData, _ index: Int = 0, at record: Int, _ now: UInt32) -> UInt64? {
        let place = place(counter, index)
        guard let value = value(place.data, place.index, at: record, now) else { return nil }
        set(place.data, place.index, to: 0, at: record, now)
        return value
    }

    mutating func setTag(_ tag: StickData, _ index: Int = 0, to value: UInt32, at record: Int, _ now: UInt32) {
        let place = place(tag, index)
        set(place.data, place.index, to: UInt64(value), at: record, now)
    }
}
