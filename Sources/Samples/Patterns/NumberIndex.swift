import Memory

/// Ranges of integers, of which the first in the list's order wins: cut into pieces that do not overlap, found by halving.
final class NumberIndex: Sendable {
    private let starts: ConstantArray<Int64>
    private let winners: ConstantArray<UInt32>
    private let ranges: ConstantArray<NumberRange>
    let view: NumberIndexView

    init(_ table: PatternTableView, isDotted: Bool) throws(PatternProblems) {
        var parsed: [NumberRange] = []
        var problems = PatternProblems()
        for number in 0..<table.entries.count {
            do throws(PatternFailure) {
                parsed.append(try NumberRange.parse(table.key(number), isDotted: isDotted))
            } catch {
                problems.add(number, error)
            }
        }
        guard problems.isEmpty else { throw problems }
        let pieces = Self.pieces(parsed)
        starts = ConstantArray(pieces.map(\.start))
        winners = ConstantArray(pieces.map(\.winner))
        ranges = ConstantArray(parsed)
        view = NumberIndexView(starts: starts.view, winners: winners.view, ranges: ranges.view)
    }

    var size: Int { starts.size + winners.size + ranges.size }

    /// Where the winner changes, and to which entry. Ranges paint the line in their order, each what is still blank; `next`
    /// leads over what has been painted, so that each piece is looked at once.
    private static func pieces(_ ranges: [NumberRange]) -> [(start: Int64, winner: UInt32)] {
        var cuts: Set<Int64> = [.min]
        for range in ranges {
            cuts.insert(range.low)
            if range.high < .max { cuts.insert(range.high + 1) }
        }
        let starts = cuts.sorted()
        var position: [Int64: Int] = [:]
        position.reserveCapacity(starts.count)
        for (index, start) in starts.enumerated() { position[start] = index }
        var winners = [UInt32](repeating: 0, count: starts.count)
        var next = Array(0...starts.count)
        for (number, range) in ranges.enumerated() {
            let end = range.high < .max ? position[range.high + 1] ?? starts.count : starts.count
            var piece = blank(&next, from: position[range.low] ?? starts.count)
            while piece < end {
                winners[piece] = UInt32(number + 1)
                next[piece] = piece + 1
                piece = blank(&next, from: piece)
            }
        }
        return Array(zip(starts, winners))
    }

    /// The first blank piece from `piece` on; what it passes points to it from then on.
    private static func blank(_ next: inout [Int], from piece: Int) -> Int {
        var end = piece
        while next[end] != end { end = next[end] }
        var passed = piece
        while next[passed] != end {
            let following = next[passed]
            next[passed] = end
            passed = following
        }
        return end
    }
}

/// What a lookup sees of a `NumberIndex`.
struct NumberIndexView: BitwiseCopyable, Sendable {
    let starts: ArrayView<Int64>
    let winners: ArrayView<UInt32>
    let ranges: ArrayView<NumberRange>

    /// The position of the first entry that holds the value, plus one.
    func entry(_ value: Int64, _ removed: RemovedEntries) -> UInt32 {
        guard let winner = winners.at(starts.firstIndex { $0 > value } &- 1), winner != 0 else { return 0 }
        guard removed.contains(Int(winner) &- 1) else { return winner }
        // What a removed winner covered is not known: look behind it. The next merge removes it for good.
        var number = Int(winner)
        while let range = ranges.at(number) {
            if range.low <= value, value <= range.high, !removed.contains(number) { return UInt32(number + 1) }
            number &+= 1
        }
        return 0
    }
}
