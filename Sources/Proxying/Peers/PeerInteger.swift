import Memory

/// Numbers of the peers' protocol: small ones take a byte, larger ones four bits and then seven with each further byte (peers
/// protocol 2.1, Encoding).
enum PeerInteger {
    /// The most bytes that a number takes.
    static let longest = 10

    /// Appends a number; false when there is no room.
    static func append(_ value: UInt64, to buffer: Buffer) -> Bool {
        guard buffer.room >= longest else { return false }
        guard value >= 0xf0 else { return buffer.append(UInt8(truncatingIfNeeded: value)) }
        _ = buffer.append(UInt8(truncatingIfNeeded: value) | 0xf0)
        var rest = (value &- 0xf0) >> 4
        while rest >= 0x80 {
            _ = buffer.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest = (rest &- 0x80) >> 7
        }
        return buffer.append(UInt8(truncatingIfNeeded: rest))
    }

    /// How many bytes a number takes.
    static func size(_ value: UInt64) -> Int {
        guard value >= 0xf0 else { return 1 }
        var (size, rest) = (2, (value &- 0xf0) >> 4)
        while rest >= 0x80 {
            size += 1
            rest = (rest &- 0x80) >> 7
        }
        return size
    }
}

extension ByteCursor {
    /// A number of the peers' protocol; nil when it is not complete or too large for 64 bits.
    mutating func peerInteger() -> UInt64? {
        guard let first = take(1)?.byte(at: 0) else { return nil }
        var value = UInt64(first)
        guard value >= 0xf0 else { return value }
        var shift: UInt64 = 4
        while shift < 64 {
            guard let byte = take(1)?.byte(at: 0) else { return nil }
            let part = UInt64(byte) << shift
            guard part >> shift == UInt64(byte) else { return nil }
            let (sum, overflow) = value.addingReportingOverflow(part)
            guard !overflow else { return nil }
            value = sum
            if byte < 0x80 { return value }
            shift += 7
        }
        return nil
    }
}
