/// Weights as numbers of places in a table.
enum Shares {
    /// A longer table is scaled down to this; its shares are then right to within one place a server.
    static let maximumTotal = 1 << 18

    /// The weights divided by their greatest common divisor, and scaled down when the table would be too long.
    static func reduced(_ weights: [Int]) -> [Int] {
        let divisor = weights.reduce(0) { greatestCommonDivisor($0, $1) }
        if divisor == 0 { return weights }
        let total = weights.reduce(0, +) / divisor
        let maximum = max(maximumTotal, weights.count)
        if total <= maximum { return weights.map { $0 / divisor } }
        return weights.map { $0 == 0 ? 0 : max(1, $0 / divisor * maximum / total) }
    }

    private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
        var (high, low) = (first, second)
        while low != 0 { (high, low) = (low, high % low) }
        return high
    }
}
