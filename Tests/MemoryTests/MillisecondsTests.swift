import Memory
import Testing

struct MillisecondsTests {
    @Test func sumsAndDifferencesSaturate() {
        let now = Milliseconds(1000)
        #expect(now + .never == .never)
        #expect(Milliseconds.never + .never == .never)
        #expect(Milliseconds(.min) - now == Milliseconds(.min))
        #expect(Milliseconds.never - Milliseconds(-1) == .never)
        #expect(now + Milliseconds(5) - Milliseconds(3) == Milliseconds(1002))
        #expect(Milliseconds.seconds(.max) == .never)
        #expect(Milliseconds.seconds(2) == Milliseconds(2000))
        #expect(now < .never && .zero < now)
    }
}

struct ByteSliceTests {
    @Test func positionsThatCannotBeBecomeEmpty() {
        #expect(ByteSlice(3, 8).range == 3..<8)
        #expect(ByteSlice(8, 3).isEmpty)
        #expect(ByteSlice(-1, 5) == ByteSlice(0, 5))
        #expect(ByteSlice(5, -1).isEmpty)
        #expect(ByteSlice(0, 1 << 40).isEmpty)
        #expect(ByteSlice.empty.range.isEmpty)
    }
}
