import HTTP
import Memory
import Testing

/// Parses one head; the pieces arrive one after the other.
func parseRequest(_ pieces: [String]) -> (H1Progress, Message, Buffer) {
    let pool = BufferPool(name: "test", bufferSize: 16384)
    guard let buffer = pool.take() else { preconditionFailure("no memory for a test buffer") }
    let message = Message()
    message.arena = buffer
    var parser = H1HeadParser(at: 0)
    var progress = H1Progress.incomplete
    for piece in pieces {
        buffer.append(Array(piece.utf8))
        progress = parser.parseRequest(buffer, into: message, limits: H1Limits())
        if progress != .incomplete { break }
    }
    keep.append(pool)
    return (progress, message, buffer)
}

/// Pools live as long as the buffers that tests look at.
nonisolated(unsafe) private var keep: [BufferPool] = []

func text(_ slice: ByteSlice, _ buffer: Buffer) -> String {
    buffer.withArena { bytes in
        var result: [UInt8] = []
        for position in slice.range { if let byte = bytes.byte(at: position) { result.append(byte) } }
        return String(decoding: result, as: UTF8.self)
    }
}

@Suite(.serialized) struct H1HeadParserTests {
    @Test func parsesAWholeRequest() {
        let (progress, message, buffer) = parseRequest(["GET /close HTTP/1.1\r\nHost: a\r\nX-Y:  b c \r\n\r\n"])
        #expect(progress == .complete(body: 44))
        #expect(message.method == .get)
        #expect(text(message.target, buffer) == "/close")
        #expect(message.headers.count == 2)
        #expect(text(message.headers.fields[0].nameSlice, buffer) == "host")
        #expect(text(message.headers.fields[1].valueSlice, buffer) == "b c")
    }

    @Test func everySplitGivesTheSame() {
        let head =
            "POST /x?y=1 HTTP/1.1\r\nHost: example.org\r\nContent-Length: 5\r\nX-Long: 0123456789012345678901234567890\r\n\r\n"
        for split in 1..<head.utf8.count {
            let first = String(head.prefix(split))
            let second = String(head.dropFirst(split))
            let (progress, message, _) = parseRequest([first, second])
            #expect(progress == .complete(body: head.utf8.count))
            #expect(message.framing == .length(5))
        }
    }
}
