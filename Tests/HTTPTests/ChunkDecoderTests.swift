import Memory
import Testing

@testable import HTTP

struct ChunkDecoderTests {
    struct Decoded {
        var outcome = ChunkDecoder.Outcome.more
        var body = ""
        var trailers = ""
    }

    /// Decodes parts that arrive one after the other, each in a buffer of its own.
    private func decode(_ parts: String..., acceptsTrailers: Bool = true) -> Decoded {
        let pool = BufferPool(name: "test", bufferSize: 65_536)
        var decoder = ChunkDecoder()
        var result = Decoded()
        for part in parts {
            guard let buffer = pool.take() else { preconditionFailure("no memory") }
            buffer.append(text: part)
            var end = 0
            var trailers: [UInt8] = []
            result.outcome = decoder.decode(buffer, data: &end) {
                trailers.append($0)
                return acceptsTrailers
            }
            result.body += String(decoding: buffer.bytes(in: ByteSlice(buffer.start, end)), as: UTF8.self)
            result.trailers += String(decoding: trailers, as: UTF8.self)
            if result.outcome != .more { break }
        }
        return result
    }

    @Test(arguments: [
        ("5\r\nhello\r\n0\r\n\r\n", "hello"), ("0\r\n\r\n", ""), ("0005\r\nhello\r\n0\r\n\r\n", "hello"),
        ("5 \r\nhello\r\n0\t\r\n\r\n", "hello"), ("5;a=\"b\"\r\nhello\r\n0;c\r\n\r\n", "hello"),
        ("5 ;a\r\nhello\r\n000\r\n\r\n", "hello"),
        ("a\r\n0123456789\r\nA\r\nabcdefghij\r\n0\r\n\r\n", "0123456789abcdefghij"),
        ("2\r\n\r\n\r\n0\r\n\r\n", "\r\n"),
    ])
    func decodes(_ text: String, _ body: String) {
        let whole = decode(text + "NEXT")
        #expect(whole.outcome == .done(end: text.utf8.count))
        #expect(whole.body == body)
        for split in 1..<text.utf8.count {
            let parts = decode(String(text.utf8.prefix(split)) ?? "", String(text.utf8.dropFirst(split)) ?? "")
            #expect(parts.outcome == .done(end: text.utf8.count - split) && parts.body == body, "split at \(split)")
        }
    }

    @Test(arguments: [
        "-5\r\nhello", "0x1\r\nh", "10000000000000005\r\nhello", "\r\nhello", "5\nhello", "5;a\rb\r\nhello",
        "5;a\nb\r\nhello",
        "5\r\nhelloXX", "5\r\nhello\n0", "5\r\nhello\rX", ";a\r\nhello", " 5\r\nhello", "5 5\r\nhello", "g\r\n",
        "5\rhello",
        "5;\0\r\nhello", "0\r\n\rX",
    ])
    func refuses(_ text: String) {
        #expect(decode(text).outcome == .malformed)
        for split in 1..<text.utf8.count {
            let parts = decode(String(text.utf8.prefix(split)) ?? "", String(text.utf8.dropFirst(split)) ?? "")
            #expect(parts.outcome == .malformed, "split at \(split)")
        }
    }

    @Test func sizesReachSixtyFourBits() {
        #expect(decode("ffffffffffffffff\r\nabc").outcome == .more)
        #expect(decode("0000000000000000000000005\r\nhello\r\n0\r\n\r\n").body == "hello")
    }

    @Test func keepsTrailerLinesWithTheirEnds() {
        let decoded = decode("0\r\nX-Su", "m: 1\r\nY: 2\n\r", "\nrest")
        #expect(decoded.outcome == .done(end: 1))
        #expect(decoded.trailers == "X-Sum: 1\r\nY: 2\n\r\n")
    }

    @Test func trailersThatNobodyHasRoomForAreMalformed() {
        #expect(decode("0\r\nX: 1\r\n\r\n", acceptsTrailers: false).outcome == .malformed)
    }

    @Test(arguments: [
        ("", true), ("5", true), ("5\r", true), ("5\r\nanything", true), ("0\r\nX", true), ("x", false), ("5\n", false),
        ("5;a\rb", false), ("\r\n", false),
    ])
    func canBeginLooksAtTheFirstSizeLine(_ text: String, _ expected: Bool) throws {
        let pool = BufferPool(name: "test", bufferSize: 1024)
        let buffer = try #require(pool.take())
        buffer.append(text: text)
        #expect(ChunkDecoder.canBegin(buffer) == expected)
    }
}
