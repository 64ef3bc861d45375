import Memory
import Testing

@testable import HTTP

struct H1SerializerTests {
    private func written(_ head: Head, capacity: Int = 4096) throws -> String? {
        let pool = BufferPool(name: "out", bufferSize: capacity)
        let out = try #require(pool.take())
        let done =
            head.message.status == 0
            ? H1Serializer.writeRequest(head.message, into: out) : H1Serializer.writeResponse(head.message, into: out)
        return done ? String(decoding: out.bytes(in: ByteSlice(0, out.end)), as: UTF8.self) : nil
    }

    @Test func namesGoOutInLowerCaseAndValuesAsTheyAre() throws {
        let head = Head(request: "GET /A HTTP/1.1\r\nHost: EXAMPLE\r\nX-Name:\t Some Value \r\nEmpty:\r\n\r\n")
        #expect(try written(head) == "GET /A HTTP/1.1\r\nhost: EXAMPLE\r\nx-name: Some Value\r\nempty: \r\n")
    }

    /// Neighbouring fields are copied at once; whatever interrupts a run must not show.
    @Test(arguments: [
        "A: 1\r\nB: 2\r\nC: 3\r\n", "A:1\r\nB: 2\r\nC: 3\r\n", "A: 1\r\nB:  2\r\nC: 3\r\n", "A: 1\r\nB: 2 \r\nC: 3\r\n",
        "A: 1\nB: 2\nC: 3\n", "A: 1\r\nB: 2\nC: 3\r\n", "A: 1\r\nConnection: close\r\nB: 2\r\nC: 3\r\n",
        "Connection: close\r\nA: 1\r\nB: 2\r\nC: 3\r\nConnection: close\r\n", "A: 1\r\nB:\r\n 2\r\nC: 3\r\n",
    ])
    func fieldsAreWrittenHoweverTheyLie(_ lines: String) throws {
        let head = Head(request: "GET / HTTP/1.1\r\n\(lines)\r\n")
        #expect(try written(head) == "GET / HTTP/1.1\r\na: 1\r\nb: 2\r\nc: 3\r\n")
    }

    @Test func versionsBecomeOneOfTwo() throws {
        #expect(try written(Head(request: "GET / HTTP/1.0\r\n\r\n")) == "GET / HTTP/1.0\r\n")
        #expect(try written(Head(request: "GET / HTTP/3.0\r\n\r\n")) == "GET / HTTP/1.1\r\n")
        #expect(try written(Head(response: "HTTP/1.0 200 OK\r\n\r\n")) == "HTTP/1.0 200 OK\r\n")
    }

    @Test(arguments: [("099 Odd", "099 Odd"), ("999", "999 "), ("200  Two words", "200 Two words")])
    func statusLinesKeepTheirDigits(_ given: String, _ expected: String) throws {
        let head = Head(response: "HTTP/1.1 \(given)\r\n\r\n")
        let line = try written(head)
        #expect(line == "HTTP/1.1 \(expected)\r\n")
    }

    @Test func withoutRoomNothingIsClaimed() throws {
        let head = Head(request: "GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 2000))\r\n\r\n")
        #expect(try written(head, capacity: 1024) == nil)
        head.message.arena = nil
        #expect(try written(head) == nil)
    }
}
