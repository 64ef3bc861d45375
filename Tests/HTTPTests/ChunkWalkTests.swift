import Memory
import Testing

@testable import HTTP

/// Looking at a chunked body that stays where it is.
@Suite struct ChunkWalkTests {
    private func walk(_ text: String) -> (ChunkDecoder.Outcome, String) {
        let buffer = Buffer(capacity: 1024)
        buffer.append(text: text)
        var data: [UInt8] = []
        let outcome = ChunkDecoder.walk(buffer) { data += $0.bytes }
        #expect(buffer.withBytes { String(decoding: $0.withUnsafeBufferPointer { Array($0) }, as: UTF8.self) } == text)
        return (outcome, String(decoding: data, as: UTF8.self))
    }

    @Test func piecesAreGivenInOrder() {
        let (outcome, data) = walk("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\nnext")
        #expect(outcome == .done(end: 24))
        #expect(data == "abcde")
    }

    @Test func whatIsNotHereIsAwaited() {
        #expect(walk("5\r\nab") == (.more, "ab"))
        #expect(walk("") == (.more, ""))
        #expect(walk("2\r\nab\r\n0\r\n") == (.more, "ab"))
    }

    @Test func whatIsNoChunkIsNotAwaited() {
        #expect(walk("2\r\nabc").0 == .malformed)
        #expect(walk("zz\r\n").0 == .malformed)
    }
}
