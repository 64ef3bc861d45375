import Memory

/// Decodes a chunked body in place (RFC 9112, 7.1): the data of all chunks in a buffer is moved together, sizes,
/// extensions and line ends disappear. The decoder can stop and go on at every byte.
public struct ChunkDecoder: Sendable {
    enum State: UInt8, Sendable {
        case sizeStart, size, sizeBlank, chunkExtension, sizeFeed, data, dataReturn, dataFeed
        case trailerStart, trailer, endFeed, done
    }

    /// What a buffer held.
    public enum Outcome: Sendable, Equatable {
        /// The buffer is used up; more is to come.
        case more
        /// The message ends at this absolute position; bytes behind it belong to the next one.
        case done(end: Int)
        case malformed
    }

    private var state = State.sizeStart
    private var remaining: UInt64 = 0

    public init() {}

    public var isDone: Bool { state == .done }
    /// Bytes left of the current chunk's data, for a transfer that moves them without looking.
    public var remainingInChunk: UInt64 { state == .data ? remaining : 0 }

    /// Decodes what the buffer holds. Afterwards its data, `buffer.start..<data`, is body; the returned outcome says what
    /// follows. Trailer lines are appended to `trailers`, with their line ends and the empty last line.
    public mutating func decode(_ buffer: Buffer, data dataEnd: inout Int, trailers: (UInt8) -> Bool) -> Outcome {
        var read = buffer.start
        var write = buffer.start
        defer { dataEnd = write }
        while read < buffer.end {
            if state == .data {
                let count = Int(clamping: min(UInt64(buffer.end - read), remaining))
                buffer.move(count, from: read, to: write)
                read += count
                write += count
                remaining -= UInt64(count)
                if remaining == 0 { state = .dataReturn }
                continue
            }
            guard let byte = buffer.byte(at: read) else { return .malformed }
            read += 1
            guard step(byte, trailers) else { return .malformed }
            if state == .done { return .done(end: read) }
        }
        return .more
    }

    /// Looks at a chunked body that begins at the buffer's front without taking or changing it; `data` gets each piece of its
    /// data that is here, `trailers` each byte behind the last chunk and says whether it goes on.
    public static func walk(
        _ buffer: Buffer, data: (ByteView) -> Void, trailers: (UInt8) -> Bool = { _ in true }
    ) -> Outcome {
        var decoder = ChunkDecoder()
        var position = buffer.start
        while position < buffer.end {
            if decoder.state == .data {
                let count = Int(clamping: min(UInt64(buffer.end - position), decoder.remaining))
                data(buffer.view(from: position, to: position + count))
                position += count
                decoder.remaining -= UInt64(count)
                if decoder.remaining == 0 { decoder.state = .dataReturn }
                continue
            }
            guard let byte = buffer.byte(at: position), decoder.step(byte, trailers) else { return .malformed }
            position += 1
            if decoder.state == .done { return .done(end: position) }
        }
        return .more
    }

    /// Whether the data of `buffer` can be the beginning of a chunked body, as far as its first size line tells.
    public static func canBegin(_ buffer: Buffer) -> Bool {
        var decoder = ChunkDecoder()
        var position = buffer.start
        while let byte = buffer.byte(at: position), decoder.state != .data, decoder.state != .trailerStart {
            guard decoder.step(byte, { _ in true }) else { return false }
            position += 1
        }
        return true
    }

    /// One byte of framing; false when it is malformed.
    private mutating func step(_ byte: UInt8, _ trailers: (UInt8) -> Bool) -> Bool {
        switch state {
        case .sizeStart, .size: return sizeStep(byte)
        case .sizeBlank:
            if byte == 32 || byte == 9 { return true }
            return endOfSize(byte)
        case .chunkExtension:
            if byte == 13 { state = .sizeFeed } else if byte == 10 || byte == 0 { return false }
            return true
        case .sizeFeed:
            guard byte == 10 else { return false }
            state = remaining == 0 ? .trailerStart : .data
            return true
        case .dataReturn:
            state = .dataFeed
            return byte == 13
        case .dataFeed:
            beginChunk()
            return byte == 10
        case .trailerStart, .trailer, .endFeed: return trailerStep(byte, trailers)
        case .data, .done: return false
        }
    }

    private mutating func beginChunk() {
        state = .sizeStart
        remaining = 0
    }

    private mutating func sizeStep(_ byte: UInt8) -> Bool {
        let digit: UInt8
        switch byte {
        case 48...57: digit = byte - 48
        case 65...70: digit = byte - 55
        case 97...102: digit = byte - 87
        default: return state == .size && endOfSize(byte)
        }
        state = .size
        guard remaining >> 60 == 0 else { return false }
        remaining = remaining << 4 | UInt64(digit)
        return true
    }

    private mutating func endOfSize(_ byte: UInt8) -> Bool {
        switch byte {
        case 13: state = .sizeFeed
        case 59: state = .chunkExtension
        case 32, 9: state = .sizeBlank
        default: return false
        }
        return true
    }

    private mutating func trailerStep(_ byte: UInt8, _ trailers: (UInt8) -> Bool) -> Bool {
        switch (state, byte) {
        case (.trailerStart, 13): state = .endFeed
        case (.trailerStart, 10), (.endFeed, 10): state = .done
        case (.endFeed, _): return false
        case (_, 10): state = .trailerStart
        default: state = .trailer
        }
        return trailers(byte)
    }
}
