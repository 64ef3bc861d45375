/// The map of `static-rr` and of map-based hashing: each server as often as its weight says.
///
/// It is HAProxy's, place by place, so that the same hash means the same server there and here. The rule was found by
/// watching it: with each place every server gains its weight; the place goes to the server that has gained the most
/// whole tables and not yet got a place for them, the first such in the order of the configuration.
enum SlotMap {
    /// Positions in `weights`.
    static func places(weights: [Int]) -> [Int32] {
        let shares = Shares.reduced(weights)
        let total = shares.reduce(0, +)
        if total == shares.count && !shares.contains(0) { return shares.indices.map { Int32($0) } }
        let gains = Gains(shares: shares, total: total)
        var levels = CreditLevels(members: shares.indices.filter { shares[$0] > 0 }, count: shares.count)
        var places: [Int32] = []
        places.reserveCapacity(total)
        for place in 0..<total {
            for position in gains.at(place) { levels.raise(Int(position)) }
            places.append(Int32(levels.takeFirst()))
        }
        return places
    }
}

/// At which place which server completes the gain of another whole table.
private struct Gains {
    private var starts: [Int32]
    private var positions: [Int32]

    init(shares: [Int], total: Int) {
        starts = [Int32](repeating: 0, count: total + 2)
        positions = [Int32](repeating: 0, count: total)
        for share in shares where share > 0 {
            for turn in 1...share { starts[Self.place(turn, share, total) + 1] += 1 }
        }
        for place in 0...total { starts[place + 1] += starts[place] }
        var next = starts
        for (position, share) in shares.enumerated() where share > 0 {
            for turn in 1...share {
                let place = Self.place(turn, share, total)
                positions[Int(next[place])] = Int32(position)
                next[place] += 1
            }
        }
    }

    /// Gains are counted before the place is given away: `turn` tables are complete with this place.
    private static func place(_ turn: Int, _ share: Int, _ total: Int) -> Int {
        (turn * total + share - 1) / share - 1
    }

    func at(_ place: Int) -> ArraySlice<Int32> { positions[Int(starts[place])..<Int(starts[place + 1])] }
}

/// Servers by the number of whole tables that they have gained and not used; all start with none.
private struct CreditLevels {
    private var levels: [LowestFirst]
    private var level: [Int]

    init(members: [Int], count: Int) {
        levels = [LowestFirst(count: count)]
        level = [Int](repeating: 0, count: count)
        for member in members { levels[0].insert(member) }
    }

    mutating func raise(_ position: Int) {
        let old = level[position]
        if old >= 0 { levels[old].remove(position) }
        level[position] = old + 1
        if old + 1 == levels.count { levels.append(LowestFirst(count: level.count)) }
        levels[old + 1].insert(position)
    }

    /// The first of the highest level, which it leaves for the one below. There always is one: together the servers
    /// have gained one table more than they used.
    mutating func takeFirst() -> Int {
        for high in levels.indices.reversed() {
            guard let position = levels[high].first else { continue }
            levels[high].remove(position)
            level[position] = high - 1
            if high > 0 { levels[high - 1].insert(position) }
            return position
        }
        return 0
    }
}

/// A set of small numbers that knows its least.
private struct LowestFirst {
    private var words: [UInt64]
    private var summary: [UInt64]

    init(count: Int) {
        words = [UInt64](repeating: 0, count: count / 64 + 1)
        summary = [UInt64](repeating: 0, count: words.count / 64 + 1)
    }

    mutating func insert(_ member: Int) {
        words[member / 64] |= 1 << UInt64(member % 64)
        summary[member / 4096] |= 1 << UInt64(member / 64 % 64)
    }

    mutating func remove(_ member: Int) {
        words[member / 64] &= ~(1 << UInt64(member % 64))
        if words[member / 64] == 0 { summary[member / 4096] &= ~(1 << UInt64(member / 64 % 64)) }
    }

    var first: Int? {
        for (group, bits) in summary.enumerated() where bits != 0 {
            let word = group * 64 + bits.trailingZeroBitCount
            return word * 64 + words[word].trailingZeroBitCount
        }
        return nil
    }
}
