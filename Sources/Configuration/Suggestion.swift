/// The words that somebody may have meant.
public enum Suggestion {
    /// At most three of `candidates` that resemble `word`, the nearest first; words at the same distance stand in
    /// alphabetical order.
    public static func nearest<Candidates: Sequence>(to word: String, among candidates: Candidates) -> [String]
    where Candidates.Element == String {
        let wanted = lowercased(word)
        guard !wanted.isEmpty, wanted.count <= longestWord else { return [] }
        var found: [(distance: Int, word: String)] = []
        var seen: Set<String> = []
        for candidate in candidates where candidate != word && seen.insert(candidate).inserted {
            let other = lowercased(candidate)
            guard other.count <= longestWord else { continue }
            let limit = tolerance(wanted.count, other.count)
            var distance = self.distance(wanted, other, limit: limit)
            // A word that was broken off is as near as one with two mistakes.
            let isBrokenOff = wanted.count >= 3 && other.starts(with: wanted)
            if isBrokenOff { distance = min(distance, 2) }
            if isBrokenOff || distance <= limit { found.append((distance, candidate)) }
        }
        found.sort { $0.distance != $1.distance ? $0.distance < $1.distance : $0.word < $1.word }
        guard let best = found.first?.distance else { return [] }
        return found.lazy.filter { $0.distance <= best + 1 }.prefix(3).map(\.word)
    }

    /// `; did you mean 'a', 'b' or 'c'?`, or nothing.
    public static func phrase(_ words: [String]) -> String {
        words.isEmpty ? "" : "; did you mean \(list(words, conjunction: "or"))?"
    }

    /// `'a', 'b' or 'c'`.
    public static func list(_ words: [String], conjunction: String) -> String {
        let quoted = words.map { "'\($0)'" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "" }
        return quoted.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    /// The number of insertions, removals, replacements and exchanges of two neighbours between two words, or more
    /// than `limit` when it is above.
    static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
        if abs(left.count - right.count) > limit { return limit + 1 }
        var beforePrevious = [Int](repeating: 0, count: right.count + 1)
        var previous = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            var best = row + 1
            for (column, other) in right.enumerated() {
                var cost = min(previous[column + 1] + 1, current[column] + 1)
                cost = min(cost, previous[column] + (byte == other ? 0 : 1))
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
                best = min(best, cost)
            }
            if best > limit { return limit + 1 }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }

    /// How far apart two words of these lengths may be and still be taken for one another.
    private static func tolerance(_ left: Int, _ right: Int) -> Int {
        switch min(left, right) {
        case 0, 1: 0
        case 2...4: 1
        case 5...8: 2
        default: 3
        }
    }

    private static let longestWord = 100

    private static func lowercased(_ word: String) -> [UInt8] {
        word.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
