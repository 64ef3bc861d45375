import HTTP
import Memory

/// Finds the body in what a peer sends: how much of a buffer is data, and where the message ends.
///
/// In the input buffer, `start..<decodedEnd` is body that nobody has taken yet and bytes from `rawStart` on belong to the
/// next message. Both are positions in that buffer and mean nothing for another.
struct BodyReader {
    enum Mode: UInt8 { case none, length, chunked, untilClose, done }

    private(set) var mode = Mode.none
    private var chunks = ChunkDecoder()
    private var remaining: UInt64 = 0
    private(set) var decodedEnd: Int {
        get { Int(decodedPosition) }
        set { decodedPosition = UInt32(clamping: newValue) }
    }
    private(set) var rawStart: Int {
        get { Int(rawPosition) }
        set { rawPosition = UInt32(clamping: newValue) }
    }
    // Positions in a buffer, which no buffer has more of; every connection keeps a reader.
    private var decodedPosition: UInt32 = 0
    private var rawPosition: UInt32 = 0

    mutating func begin(_ framing: BodyFraming) {
        decodedEnd = 0
        rawStart = 0
        switch framing {
        case .none: mode = .done
        case .length(let count):
            mode = count == 0 ? .done : .length
            remaining = count
        case .chunked:
            mode = .chunked
            chunks = ChunkDecoder()
        case .untilClose, .tunnel: mode = .untilClose
        }
    }

    mutating func end() { mode = .done }
    mutating func reset() { mode = .none }

    /// More body is to come.
    var isOpen: Bool { mode == .length || mode == .chunked || mode == .untilClose }
    var isDone: Bool { mode == .done }

    /// Bytes that can be moved without looking at them.
    var spliceable: Int {
        switch mode {
        case .length: Int(clamping: remaining)
        case .untilClose: .max
        default: 0
        }
    }

    /// Counts bytes that were moved past the reader.
    mutating func moved(_ count: Int) {
        guard mode == .length else { return }
        remaining -= min(remaining, UInt64(clamping: count))
        if remaining == 0 { mode = .done }
    }

    /// Looks at a buffer that was just filled, or holds what followed a head; false when it is malformed.
    mutating func read(_ buffer: Buffer, trailers: (UInt8) -> Bool) -> Bool {
        switch mode {
        case .length:
            let count = Int(clamping: min(UInt64(buffer.count), remaining))
            remaining -= UInt64(count)
            decodedEnd = buffer.start + count
            rawStart = decodedEnd
            if remaining == 0 { mode = .done }
        case .untilClose:
            decodedEnd = buffer.end
            rawStart = decodedEnd
        case .chunked:
            var end = decodedEnd
            let progress = chunks.decode(buffer, data: &end, trailers: trailers)
            decodedEnd = end
            switch progress {
            case .more: rawStart = buffer.end
            case .done(let end):
                rawStart = end
                mode = .done
            case .malformed: return false
            }
        case .none, .done:
            decodedEnd = buffer.start
            rawStart = buffer.start
        }
        return true
    }

    /// Whether `buffer` holds body that nobody has taken.
    func hasData(_ buffer: Buffer) -> Bool { buffer.start < decodedEnd }

    /// The buffer is gone or holds only what follows.
    mutating func taken() {
        decodedEnd = 0
        rawStart = 0
    }
}
