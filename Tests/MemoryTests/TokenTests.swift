import Memory
import Randomness
import Testing

struct TokenTests {
    private static let others = Array("!#$%&'*+-.^_`|~0123456789".utf8)

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) && byte < 128 }

    /// Random names with every kind of byte in and behind them, against a byte by byte search.
    @Test func tokensEndWhereTheyShould() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...40, using: &random)
            let bytes = (0..<length).map { _ in
                switch Int.random(in: 0...9, using: &random) {
                case 0: UInt8.random(in: 0...255, using: &random)
                case 1: TokenTests.others.randomElement(using: &random) ?? 45
                case 2...3: UInt8.random(in: 65...90, using: &random)
                default: UInt8.random(in: 97...122, using: &random)
                }
            }
            let start = Int.random(in: 0...length, using: &random)
            let limit = Int.random(in: start...length, using: &random)
            let end =
                bytes[start..<limit].firstIndex { !TokenTests.isLetter($0) && !TokenTests.others.contains($0) } ?? limit
            let found = bytes.span.token(from: start, upTo: limit)
            #expect(found.end == end)
            #expect(found.hasCapitals == bytes[start..<end].contains { (65...90).contains($0) })
        }
    }

    @Test func everyByteIsClassed() {
        for byte in UInt8.min...UInt8.max {
            let isToken = TokenTests.isLetter(byte) || TokenTests.others.contains(byte)
            let long = [UInt8](repeating: byte, count: 9)
            let end = long.span.token(from: 0, upTo: 9).end
            #expect(end == (isToken ? 9 : 0))
        }
    }

    @Test func wordsAreComparedWithoutCase() {
        let names: [StaticString] = ["te", "host", "cookie", "connection", "transfer-encoding", "sec-websocket-accept"]
        for name in names {
            let bytes = name.withUTF8Buffer { Array($0) }
            let upper = bytes.map { TokenTests.isLetter($0) ? $0 & 0xdf : $0 }
            let isSame = upper.span.isToken(name, in: 0..<upper.count)
            #expect(isSame)
            for index in upper.indices {
                var changed = upper
                changed[index] ^= 1
                let isStillSame = changed.span.isToken(name, in: 0..<changed.count)
                #expect(!isStillSame)
            }
            let isPart = upper.span.isToken(name, in: 0..<upper.count - 1)
            #expect(!isPart)
        }
    }

    @Test func lettersAreLowered() throws {
        let pool = BufferPool(name: "test", bufferSize: 4096)
        var random = SeededRandom(seed: 8)
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let buffer = try #require(pool.take())
            buffer.append(bytes)
            let start = Int.random(in: 0...bytes.count, using: &random)
            let end = Int.random(in: start...bytes.count, using: &random)
            buffer.lowercase(ByteSlice(start, end))
            let wanted = bytes.enumerated().map { position, byte in
                (start..<end).contains(position) && (65...90).contains(byte) ? byte | 32 : byte
            }
            #expect(buffer.bytes(in: ByteSlice(0, bytes.count)) == wanted)
            pool.give(buffer)
        }
    }
}
