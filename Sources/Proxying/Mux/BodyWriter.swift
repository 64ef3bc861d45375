import HTTP
import Memory

/// Puts a body into the form that the peer expects.
struct BodyWriter {
    enum Mode: UInt8 {
        /// No message is being written, or its head is not written yet.
        case idle
        /// As it is: a length is known, or the connection ends it.
        case transparent
        case chunked
        /// The message has no body for this peer (HEAD, 204, 304): what comes is dropped.
        case discarding
    }

    private(set) var mode = Mode.idle
    /// The end was written.
    private(set) var isClosed = false

    mutating func begin(_ mode: Mode) {
        self.mode = mode
        isClosed = false
    }

    mutating func reset() {
        mode = .idle
        isClosed = false
    }

    mutating func close() { isClosed = true }

    var isOpen: Bool { mode != .idle && !isClosed }
    var isTransparent: Bool { mode == .transparent && !isClosed }
    var needsEnd: Bool { mode == .chunked && !isClosed }

    /// A buffer can become output itself when nothing has to be put around its data or there is room for that.
    func canAdopt(_ buffer: Buffer) -> Bool {
        switch mode {
        case .transparent: true
        case .chunked: buffer.start >= Buffer.headroom && buffer.room >= Buffer.tailroom
        case .idle, .discarding: false
        }
    }

    func adopt(_ buffer: Buffer) {
        if mode == .chunked, !buffer.isEmpty { _ = buffer.wrapAsChunk() }
    }

    /// Copies data up to `end` behind what `out` holds and consumes it; false when a part is left.
    func append(_ buffer: Buffer, upTo end: Int, to out: Buffer) -> Bool {
        let count = end - buffer.start
        switch mode {
        case .transparent: return out.append(moving: buffer, atMost: count) == count
        case .discarding:
            buffer.consume(upTo: end)
            return true
        case .idle: return false
        case .chunked:
            let fitting = min(count, out.room - Buffer.headroom - Buffer.tailroom)
            guard fitting > 0 else { return count == 0 }
            out.append(hexadecimal: UInt64(fitting))
            out.append("\r\n")
            out.append(moving: buffer, atMost: fitting)
            out.append("\r\n")
            return fitting == count
        }
    }

    /// The last chunk, the trailer fields and the empty line.
    func end(_ out: Buffer, _ trailers: Message?) {
        out.append("0\r\n")
        if let trailers, let arena = trailers.arena { _ = H1Serializer.writeFields(trailers, arena, into: out) }
        out.append("\r\n")
    }
}
