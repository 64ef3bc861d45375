import Testing

@testable import Memory

struct BufferTests {
    let pool = BufferPool(name: "test", bufferSize: 1024)

    private func buffer(_ text: String = "", headroom: Int = 0) throws -> Buffer {
        let buffer = try #require(pool.take())
        buffer.reset(headroom: headroom)
        buffer.append(text: text)
        return buffer
    }

    private func text(_ buffer: Buffer) -> String {
        String(decoding: buffer.bytes(in: ByteSlice(buffer.start, buffer.end)), as: UTF8.self)
    }

    @Test func positionsStayWhileDataIsConsumed() throws {
        let buffer = try buffer("0123456789")
        let slice = ByteSlice(4, 6)
        buffer.consume(3)
        #expect((buffer.start, buffer.end, buffer.count) == (3, 10, 7))
        #expect(buffer.bytes(in: slice) == Array("45".utf8))
        buffer.consume(upTo: 2)
        #expect(buffer.start == 3)
        buffer.consume(upTo: 99)
        #expect(buffer.isEmpty && buffer.start == 10)
    }

    @Test func consumingMoreThanThereIsOrLessThanNothingIsHarmless() throws {
        let buffer = try buffer("abc")
        buffer.consume(-5)
        #expect(text(buffer) == "abc")
        buffer.consume(.max / 2)
        #expect(buffer.isEmpty)
        buffer.truncate(at: 0)
        #expect((buffer.start, buffer.end) == (3, 3))
    }

    @Test func compactMovesTheDataToTheFront() throws {
        let buffer = try buffer("abcdef", headroom: 10)
        buffer.consume(2)
        let room = buffer.room
        buffer.compact()
        #expect(text(buffer) == "cdef")
        #expect(buffer.start == 0 && buffer.room == room + 12)
    }

    @Test func nothingIsWrittenBehindTheCapacity() throws {
        let buffer = try buffer()
        let filled = buffer.append([UInt8](repeating: 120, count: 1023))
        #expect(filled)
        #expect(!buffer.append("ab"))
        #expect(!buffer.append([1, 2]))
        #expect(!buffer.append(decimal: 10))
        #expect(!buffer.append(hexadecimal: 16))
        #expect(buffer.room == 1)
        #expect(buffer.append(decimal: 7))
        #expect(!buffer.append(UInt8(1)))
        #expect(buffer.byte(at: 1024) == nil && buffer.byte(at: -1) == nil && buffer.byte(at: 1023) == 55)
    }

    @Test(
        arguments: [
            (0, "0", "0"), (9, "9", "9"), (10, "10", "a"), (255, "255", "ff"), (256, "256", "100"),
            (UInt64.max, "18446744073709551615", "ffffffffffffffff"),
        ] as [(UInt64, String, String)])
    func writesNumbers(_ value: UInt64, _ decimal: String, _ hexadecimal: String) throws {
        let buffer = try buffer()
        buffer.append(decimal: value)
        buffer.append(" ")
        buffer.append(hexadecimal: value)
        #expect(text(buffer) == "\(decimal) \(hexadecimal)")
    }

    @Test func movesAsMuchAsFits() throws {
        let source = try buffer("abcdef")
        let target = try buffer(String(repeating: "x", count: 1020))
        #expect(target.append(moving: source, atMost: 2) == 2)
        #expect(text(source) == "cdef")
        #expect(target.append(moving: source, reserve: 1) == 1)
        #expect(target.append(moving: source) == 1)
        #expect(target.append(moving: source) == 0)
        #expect(text(source) == "ef" && target.room == 0)
        #expect(text(target).hasSuffix("xabcd"))
    }

    @Test func slicesOutsideOfTheirSourceAreNotCopied() throws {
        let source = try buffer("abc")
        let target = try buffer()
        #expect(!target.append(ByteSlice(1, 4), of: source))
        #expect(target.append(ByteSlice(1, 3), of: source))
        #expect(text(target) == "bc")
        #expect(source.bytes(in: ByteSlice(2, 9)).isEmpty)
    }

    @Test(arguments: [0, 1, 15, 16, 255, 256, 900])
    func wrapsAsAChunkInPlace(_ count: Int) throws {
        let body = String(repeating: "x", count: count)
        let buffer = try buffer(body, headroom: Buffer.headroom)
        #expect(buffer.wrapAsChunk())
        #expect(text(buffer) == String(count, radix: 16) + "\r\n" + body + "\r\n")
    }

    @Test func wrappingNeedsRoomOnBothSides() throws {
        #expect(!(try buffer("abc").wrapAsChunk()))
        let full = try buffer(String(repeating: "x", count: 1024 - Buffer.headroom - 1), headroom: Buffer.headroom)
        #expect(!full.wrapAsChunk())
        #expect(full.count == 1024 - Buffer.headroom - 1)
    }

    @Test func fillingKeepsTheReserve() throws {
        let buffer = try buffer("abc")
        var offered = 0
        let count = buffer.fill(reserve: 1000) { memory, room in
            offered = room
            memory.storeBytes(of: 33, as: UInt8.self)
            return 1
        }
        #expect(offered == 21 && count == 1 && text(buffer) == "abc!")
        #expect(buffer.fill(reserve: 1024) { _, _ in 5 } == 0)
        #expect(buffer.fill { _, _ in -1 } == -1 && text(buffer) == "abc!")
    }

    @Test func lowercasingTouchesLettersOnly() throws {
        let buffer = try buffer("@AZ[`az{0")
        buffer.lowercase(ByteSlice(0, 9))
        #expect(text(buffer) == "@az[`az{0")
        buffer.lowercase(ByteSlice(5, 99))
        #expect(text(buffer) == "@az[`az{0")
    }

    @Test func movingInsideStaysInside() throws {
        let buffer = try buffer("abcdef")
        buffer.move(3, from: 3, to: 0)
        #expect(text(buffer) == "defdef")
        buffer.move(4, from: 3, to: 0)
        buffer.move(1, from: 0, to: 3)
        buffer.move(1, from: 1, to: -1)
        #expect(text(buffer) == "defdef")
    }
}
