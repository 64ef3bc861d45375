import Memory

/// The text of a JSON string (RFC 8259, 7).
struct JSONString {
    /// What stands between its quotes.
    let raw: ByteView

    /// The text with its escapes replaced; nil when one is none, or stands for a NUL within a text.
    func text(_ evaluation: Evaluation) -> ByteView? {
        guard raw.firstIndex(of: 92) != nil else { return raw }
        return evaluation.write(append)
    }

    private func append(to buffer: Buffer) -> Bool {
        var position = 0
        while let byte = raw.byte(at: position) {
            position += 1
            if byte == 92 {
                guard appendEscape(to: buffer, &position) else { return false }
            } else {
                guard buffer.append(byte) else { return false }
            }
        }
        return true
    }

    private func appendEscape(to buffer: Buffer, _ position: inout Int) -> Bool {
        let escape = raw.byte(at: position)
        position += 1
        return switch escape {
        case 34, 92, 47: buffer.append(escape ?? 0)
        case 98: buffer.append(8)
        case 102: buffer.append(12)
        case 110: buffer.append(10)
        case 114: buffer.append(13)
        case 116: buffer.append(9)
        case 117: appendCharacter(to: buffer, &position)
        default: false
        }
    }

    /// Four hexadecimal digits, or twice four for what lies beyond.
    private func appendCharacter(to buffer: Buffer, _ position: inout Int) -> Bool {
        guard var code = hexadecimal(&position) else { return false }
        if code & 0xfc00 == 0xd800 {
            guard raw.byte(at: position) == 92, raw.byte(at: position + 1) == 117 else { return false }
            position += 2
            guard let low = hexadecimal(&position), low & 0xfc00 == 0xdc00 else { return false }
            code = 0x10000 + (code & 0x3ff) << 10 + low & 0x3ff
        }
        guard let scalar = Unicode.Scalar(code), let bytes = UTF8.encode(scalar) else { return false }
        for byte in bytes { guard buffer.append(byte) else { return false } }
        return true
    }

    private func hexadecimal(_ position: inout Int) -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = raw.byte(at: position) else { return nil }
            switch byte {
            case 48...57: value = value << 4 | UInt32(byte - 48)
            case 65...70: value = value << 4 | UInt32(byte - 55)
            case 97...102: value = value << 4 | UInt32(byte - 87)
            default: return nil
            }
            position += 1
        }
        return value
    }
}
