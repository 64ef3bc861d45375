import Memory

/// The header of a TCP segment (RFC 9293); nil when its fixed part is cut off.
struct SegmentHeader {
    let segment: ByteView
    /// With options, in bytes.
    let length: Int

    init?(_ segment: ByteView) {
        self.segment = segment
        length = Int((segment.byte(at: 12) ?? 0) >> 4) * 4
        guard length >= 20, segment.count >= 20 else { return nil }
    }

    var sourcePort: UInt64 { segment.bigEndian(0, 2) }
    var destinationPort: UInt64 { segment.bigEndian(2, 4) }
    var sequence: UInt64 { segment.bigEndian(4, 8) }
    var flags: UInt8 { segment.byte(at: 13) ?? 0 }
    var window: UInt64 { segment.bigEndian(14, 16) }

    // MARK: Options

    enum Option {
        static let segmentSize: UInt8 = 2
        static let windowScale: UInt8 = 3
        static let selectiveAcknowledgement: UInt8 = 4
        static let timestamp: UInt8 = 8
    }

    /// Calls `body` with each option's kind and content until it returns false or the list ends.
    @inline(__always)
    func forEachOption(_ body: (UInt8, ByteView) -> Bool) {
        let options = segment.slice(20, length)
        var position = 0
        while let kind = options.byte(at: position), kind != 0 {
            var size = 1
            if kind != 1 {
                guard let given = options.byte(at: position + 1), given >= 2, Int(given) <= options.count - position
                else { return }
                size = Int(given)
            }
            guard body(kind, options.slice(position + 2, position + size)) else { return }
            position += size
        }
    }

    /// The content of an option, which must have at least as many bytes.
    func option(_ wanted: UInt8, atLeast count: Int = 0) -> ByteView? {
        var found: ByteView?
        forEachOption { kind, content in
            if kind == wanted, content.count >= count { found = content }
            return found == nil
        }
        return found
    }

    var segmentSize: UInt64? { option(Option.segmentSize, atLeast: 2)?.bigEndian(0, 2) }
    var windowScale: UInt8? { option(Option.windowScale, atLeast: 1)?.byte(at: 0) }
    var timestamp: UInt64? { option(Option.timestamp, atLeast: 4)?.bigEndian(0, 4) }

    /// Appends the kind of each option.
    func appendKinds(to buffer: Buffer) -> Bool {
        var isRight = true
        forEachOption { kind, _ in
            isRight = buffer.append(kind)
            return isRight
        }
        return isRight
    }

    /// A bit for each kind of option that is there: 2 to 8 from the lowest on, the highest for all others.
    var kinds: UInt8 {
        var bits: UInt8 = 0
        forEachOption { kind, _ in
            if kind > 1 { bits |= kind > 8 ? 0x80 : 1 << (kind - 2) }
            return true
        }
        return bits
    }
}
