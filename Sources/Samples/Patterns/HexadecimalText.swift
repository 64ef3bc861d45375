import Memory

/// Patterns of `bin`: an even number of hexadecimal digits (manual, 7.1.5).
enum HexadecimalText {
    static func digit(_ byte: UInt8) -> UInt8? {
        if byte &- 48 < 10 { return byte &- 48 }
        let letter = (byte | 0x20) &- 97
        return letter < 6 ? letter &+ 10 : nil
    }

    static func bytes(_ text: ByteView) throws(PatternFailure) -> [UInt8] {
        guard text.count.isMultiple(of: 2) else { throw PatternFailure("an even number of hex digit is expected") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for byte in text.bytes {
            guard let digit = digit(byte) else {
                throw PatternFailure("an hex digit is expected (found '\(Character(Unicode.Scalar(byte)))')")
            }
            if let first = high {
                bytes.append(first << 4 | digit)
                high = nil
            } else {
                high = digit
            }
        }
        return bytes
    }

    /// Whether the digits stand for these bytes; both have been checked to have fitting lengths by the comparison.
    static func stands(_ text: ByteView, for bytes: ByteView) -> Bool {
        guard text.count / 2 == bytes.count, text.count.isMultiple(of: 2) else { return false }
        for position in 0..<bytes.count {
            guard let high = text.byte(at: 2 * position).flatMap(digit),
                let low = text.byte(at: 2 * position + 1).flatMap(digit), bytes.byte(at: position) == high << 4 | low
            else { return false }
        }
        return true
    }
}
