/// The order of turns of `roundrobin`: everyone as often as its weight says, as evenly spread as can be.
///
/// The heaviest servers begin. A server's turns are one period (total over its weight) apart, and the first turns of
/// the lighter ones are spread over the table by rank, so that two of the same weight do not follow each other. Of two
/// turns due at once the lighter server's is first. This is the order that HAProxy shows with a few small weights;
/// with many unequal ones it differs in places, never in shares.
enum TurnSchedule {
    /// The parts that a place is divided into to order turns: a multiple of the small weights, so that turns due at
    /// once compare equal.
    private static let fraction = 720_720
    private static let rankBits = 24
    private static let rankMask = (1 << rankBits) - 1

    /// Positions in `weights`.
    static func places(weights: [Int]) -> [Int32] {
        let shares = Shares.reduced(weights)
        let total = shares.reduce(0, +)
        if total == shares.count && !shares.contains(0) { return shares.indices.map { Int32($0) } }
        let order = shares.indices.filter { shares[$0] > 0 }.sorted { (shares[$1], $0) < (shares[$0], $1) }
        let starts = starts(order.map { shares[$0] }, total: total)
        var turns: [UInt64] = []
        turns.reserveCapacity(total)
        for (rank, position) in order.enumerated() {
            let share = shares[position]
            for turn in 0..<share {
                let due = UInt64(starts[rank] + turn * total * fraction / share)
                turns.append(due << UInt64(rankBits) | UInt64(rankMask - rank))
            }
        }
        RadixSort.sort(&turns, lowest: 0, highest: rankBits + 40)
        return turns.map { Int32(order[rankMask - Int($0 & UInt64(rankMask))]) }
    }

    /// When each rank's first turn is due, in fractions of places; `shares` are in descending order.
    private static func starts(_ shares: [Int], total: Int) -> [Int] {
        guard let heaviest = shares.first else { return [] }
        let leaders = shares.prefix { $0 == heaviest }.count
        let rest = max(total - leaders * heaviest, 1)
        return shares.indices.map { rank in
            rank < leaders
                ? rank * total * fraction / (leaders * heaviest)
                : (rank - leaders + 1) * total * fraction / rest
        }
    }
}
