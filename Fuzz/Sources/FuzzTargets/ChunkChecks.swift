import HTTP
import Memory

/// What holds for chunked bodies.
struct ChunkChecks {
    /// What a decoder made of a stream.
    struct Result: Equatable {
        enum End: Equatable {
            case more
            case done(at: Int)
            case malformed
        }

        var end = End.more
        var body: [UInt8] = []
        var trailers: [UInt8] = []
    }

    /// The first byte of the input says how long the pieces are; the rest is the stream.
    static func run(_ input: [UInt8]) throws(Violation) {
        guard let first = input.first else { return }
        let stream = Array(input.dropFirst())
        let whole = decode(stream, pieces: stream.count)
        for length in [1, Int(first % 61) + 2] {
            let split = decode(stream, pieces: length)
            try requireEqual(split.end, whole.end, "the end in pieces of \(length) and at once")
            try requireEqual(split.body, whole.body, "the body in pieces of \(length) and at once")
            try requireEqual(split.trailers, whole.trailers, "the trailers in pieces of \(length) and at once")
        }
        if let model = ChunkModel.decode(stream) {
            try requireEqual(whole, model, "the decoder and the plain model")
        } else {
            if case .done = whole.end { throw Violation("done, but the plain model finds no end") }
        }
        if !ExactBuffer.with(stream, ChunkDecoder.canBegin) {
            try require(whole.end == .malformed && whole.body.isEmpty, "refused at its first size line only")
        }
        if case .done = whole.end {
            try checkTrailers(whole.trailers)
            try checkWrapped(whole.body)
        }
    }

    static func decode(_ stream: [UInt8], pieces length: Int) -> Result {
        var decoder = ChunkDecoder()
        var result = Result()
        var position = 0
        while position < stream.count {
            let piece = Array(stream[position..<min(position + max(length, 1), stream.count)])
            let outcome = ExactBuffer.with(piece) { buffer in
                var data = 0
                let outcome = decoder.decode(buffer, data: &data) { byte in
                    result.trailers.append(byte)
                    return true
                }
                result.body += buffer.bytes(in: ByteSlice(buffer.start, data))
                return outcome
            }
            switch outcome {
            case .more: position += piece.count
            case .done(let end):
                result.end = .done(at: position + end)
                return result
            case .malformed:
                result.end = .malformed
                return result
            }
        }
        return result
    }

    /// Trailer fields keep to the rules of header fields.
    private static func checkTrailers(_ lines: [UInt8]) throws(Violation) {
        try ExactBuffer.with(lines) { buffer throws(Violation) in
            let message = Message()
            message.arena = buffer
            var parser = H1HeadParser(at: 0)
            guard case .complete(let end) = parser.parseTrailers(buffer, into: message, limits: H1Limits()) else {
                return
            }
            try requireEqual(end, lines.count, "the end of the trailers")
            try HeadRecord(message, in: buffer, isRequest: false).checkFields()
        }
    }

    /// A body that is sent as one chunk arrives as it was.
    private static func checkWrapped(_ body: [UInt8]) throws(Violation) {
        guard !body.isEmpty else { return }
        let sent = try ExactBuffer.with(body, headroom: Buffer.headroom, tailroom: Buffer.tailroom) {
            buffer throws(Violation) in
            try require(buffer.wrapAsChunk(), "no room to wrap \(body.count) bytes")
            buffer.append("0\r\n\r\n")
            return buffer.data
        }
        try requireEqual(
            decode(sent, pieces: sent.count), Result(end: .done(at: sent.count), body: body, trailers: [13, 10]),
            "a body sent as one chunk")
    }
}

/// Chunked bodies by the letter (RFC 9112, 7.1), without any thought of speed; nil when there is no whole one.
enum ChunkModel {
    static func decode(_ stream: [UInt8]) -> ChunkChecks.Result? {
        var result = ChunkChecks.Result()
        var rest = stream[...]
        while true {
            guard let line = takeLine(&rest), let size = size(line) else { return nil }
            if size == 0 { break }
            guard rest.count >= 2, rest.count - 2 >= size else { return nil }
            result.body += rest.prefix(size)
            guard Array(rest.dropFirst(size).prefix(2)) == [13, 10] else { return nil }
            rest = rest.dropFirst(size + 2)
        }
        // Trailer lines may end in LF alone, as header lines may; what else they hold is for the parser of heads.
        while let feed = rest.firstIndex(of: 10) {
            let line = rest[...feed]
            rest = rest[(feed + 1)...]
            result.trailers += line
            if line == [10] || line == [13, 10] {
                result.end = .done(at: rest.startIndex)
                return result
            }
            if line.first == 13 { return nil }
        }
        return nil
    }

    /// A line that ends in CRLF and holds neither of them before, nor NUL; without its end.
    private static func takeLine(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let feed = rest.firstIndex(of: 10), feed > rest.startIndex, rest[feed - 1] == 13 else { return nil }
        let line = rest[..<(feed - 1)]
        rest = rest[(feed + 1)...]
        return line.contains(13) || line.contains(0) ? nil : line
    }

    private static func size(_ line: ArraySlice<UInt8>) -> Int? {
        let digits = line.prefix { ($0 >= 48 && $0 <= 57) || ($0 | 32 >= 97 && $0 | 32 <= 102 && $0 >= 65) }
        let blanks = line.dropFirst(digits.count).drop { $0 == 32 || $0 == 9 }
        guard !digits.isEmpty, blanks.isEmpty || blanks.first == 59 else { return nil }
        return Int(exactly: UInt64(String(decoding: digits, as: UTF8.self), radix: 16) ?? .max)
    }
}

extension FuzzTarget {
    static let chunks = FuzzTarget(name: "chunks") { bytes throws(Violation) in try ChunkChecks.run(bytes) }
}
