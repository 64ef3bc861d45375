import Memory
import Randomness
import Testing

/// The scanning functions against the plainest way to say the same.
struct SpanScanTests {
    /// Bytes around those that the fast path could confuse: borrows mark neighbours of low bytes.
    static let alphabet: [UInt8] = [0, 1, 9, 10, 11, 12, 13, 14, 15, 32, 65, 97, 127, 128, 138, 141, 255]

    @Test(arguments: 0..<20)
    func firstLineControlFindsWhatALoopFinds(_ seed: Int) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let bytes =
                random.bytes(atMost: 40, of: [9, 11, 12, 14, 32, 97, 128, 255])
                + random.bytes(atMost: 20, of: Self.alphabet)
            let start = Int.random(in: -2...bytes.count + 2, using: &random)
            let expected = bytes.indices.first { $0 >= start && [0, 10, 13].contains(bytes[$0]) }
            #expect(bytes.firstLineControl(from: start) == expected ?? bytes.count, "\(bytes) from \(start)")
        }
    }

    @Test(arguments: 0..<10)
    func firstIndexAndTrimmedFindWhatALoopFinds(_ seed: Int) {
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let bytes = random.bytes(atMost: 12, of: [9, 32, 97, 98])
            let start = Int.random(in: -2...14, using: &random)
            #expect(bytes.position(of: 97, from: start) == bytes.indices.first { $0 >= start && bytes[$0] == 97 })
            let kept = bytes.indices.filter { bytes[$0] > 32 }
            let trimmed = bytes.trimmed(0..<bytes.count)
            #expect(kept.isEmpty ? trimmed.isEmpty : trimmed == (kept.first ?? 0)..<(kept.last ?? 0) + 1, "\(bytes)")
        }
    }

    @Test(arguments: 0..<10)
    func sameComparesLettersWithoutCase(_ seed: Int) {
        var random = SeededRandom(seed: seed)
        func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte + 32 : byte }
        for _ in 0..<2000 {
            let bytes = random.bytes(atMost: 4, of: [64, 65, 90, 91, 96, 97, 122, 123, 48, 16, 193, 225])
            let middle = bytes.count / 2
            let halves = (bytes[..<middle].map(lower), bytes[middle..<middle * 2].map(lower))
            #expect(bytes.same(0..<middle, middle..<middle * 2) == (halves.0 == halves.1), "\(bytes)")
        }
    }

    @Test func comparingStaysInside() {
        let bytes = Array("HoSt".utf8)
        #expect(bytes.equals("host", in: 0..<4))
        #expect(!bytes.equals("host", in: 1..<5))
        #expect(!bytes.equals("host", in: 0..<3))
        #expect(!bytes.isExactly("host", in: 0..<4))
        #expect(bytes.isExactly("oS", in: 1..<3))
        #expect(!bytes.same(0..<2, 3..<5))
        #expect(bytes.equals(Array("St".utf8), in: 2..<4))
        #expect(bytes.byte(at: 4) == nil && bytes.byte(at: -1) == nil)
        #expect(bytes.clamped(2..<9) == 2..<4)
    }

    /// `[` and `{` differ by the bit that makes letters small, and are no letters.
    @Test func onlyLettersHaveTwoCases() {
        let bytes = Array("[{@`".utf8)
        #expect(!bytes.same(0..<1, 1..<2))
        #expect(!bytes.same(2..<3, 3..<4))
        #expect(!bytes.equals("{", in: 0..<1))
    }
}

/// A span cannot be part of an expectation.
extension [UInt8] {
    fileprivate func firstLineControl(from start: Int) -> Int { span.firstLineControl(from: start) }
    fileprivate func position(of byte: UInt8, from start: Int) -> Int? { span.firstIndex(of: byte, from: start) }
    fileprivate func trimmed(_ range: Range<Int>) -> Range<Int> { span.trimmed(range) }
    fileprivate func same(_ left: Range<Int>, _ right: Range<Int>) -> Bool { span.same(left, right) }
    fileprivate func equals(_ text: StaticString, in range: Range<Int>) -> Bool { span.equals(text, in: range) }
    fileprivate func equals(_ bytes: [UInt8], in range: Range<Int>) -> Bool { span.equals(bytes, in: range) }
    fileprivate func isExactly(_ text: StaticString, in range: Range<Int>) -> Bool { span.isExactly(text, in: range) }
    fileprivate func byte(at position: Int) -> UInt8? { span.byte(at: position) }
    fileprivate func clamped(_ range: Range<Int>) -> Range<Int> { span.clamped(range) }
}
