/// Orders of turns made from weights.
enum Schedule {
    /// A table longer than this is shortened: its shares then are right to within one place of a server.
    static let maximumLength = 1 << 18

    /// Places of indices of `weights`, each as often as its weight says and as evenly spread as can be.
    static func interleaved(weights: [Int]) -> [Int32] {
        let shares = reduced(weights)
        let length = shares.reduce(0, +)
        if length == 0 { return [] }
        if length == shares.count { return shares.indices.map { Int32($0) } }
        var starts = [Int32](repeating: 0, count: length + 1)
        forEachPlace(shares, length) { _, place in starts[place + 1] += 1 }
        for place in 0..<length { starts[place + 1] += starts[place] }
        var schedule = [Int32](repeating: 0, count: length)
        forEachPlace(shares, length) { index, place in
            schedule[Int(starts[place])] = Int32(index)
            starts[place] += 1
        }
        return schedule
    }

    /// The ideal place of each turn: the middle of the n-th of `share` equal parts of the table.
    private static func forEachPlace(_ shares: [Int], _ length: Int, _ body: (_ index: Int, _ place: Int) -> Void) {
        for (index, share) in shares.enumerated() where share > 0 {
            for turn in 0..<share { body(index, (2 * turn + 1) * length / (2 * share)) }
        }
    }

    /// Divided by their greatest common divisor, and scaled down when the table would be too long.
    static func reduced(_ weights: [Int]) -> [Int] {
        let divisor = weights.reduce(0) { greatestCommonDivisor($0, $1) }
        if divisor == 0 { return weights }
        let total = weights.reduce(0, +) / divisor
        let maximum = max(maximumLength, weights.count)
        if total <= maximum { return weights.map { $0 / divisor } }
        return weights.map { $0 == 0 ? 0 : max(1, $0 / divisor * maximum / total) }
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        var (high, low) = (first, second)
        while low != 0 { (high, low) = (low, high % low) }
        return high
    }
}
