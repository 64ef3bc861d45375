/// Base64 in both alphabets (RFC 4648, 4 and 5).
public enum Base64: Sendable, Hashable {
    /// With padding.
    case standard
    /// `-` and `_` for `+` and `/`, padding only if somebody wants it.
    case url

    /// Appends the bytes that a text stands for; nothing and false when it is none, or without room.
    public func decode(_ text: ByteView, into buffer: Buffer) -> Bool {
        guard let digits = digits(of: text), digits.count * 3 / 4 <= buffer.room else { return false }
        let start = buffer.end
        var bits: UInt32 = 0
        var count: UInt32 = 0
        let isRight = digits.withSpan { span in
            for index in span.indices {
                let value = value(of: span[index])
                guard value < 64 else { return false }
                bits = bits &<< 6 | UInt32(value)
                count &+= 6
                if count >= 8 {
                    count &-= 8
                    buffer.append(UInt8(truncatingIfNeeded: bits &>> count))
                }
            }
            return true
        }
        if !isRight { buffer.truncate(at: start) }
        return isRight
    }

    /// The bytes that a text of a configuration stands for.
    public func decode(_ text: [UInt8]) -> [UInt8]? {
        let buffer = Buffer(capacity: text.count)
        let constant = ConstantBytes(text)
        return withExtendedLifetime((buffer, constant)) {
            decode(constant.view, into: buffer) ? buffer.view(from: 0).bytes : nil
        }
    }

    /// Appends the text that stands for bytes; nothing and false without room.
    public func encode(_ bytes: ByteView, into buffer: Buffer) -> Bool {
        let (thirds, rest) = bytes.count.quotientAndRemainder(dividingBy: 3)
        let needed = self == .standard ? (thirds + (rest > 0 ? 1 : 0)) * 4 : thirds * 4 + (rest > 0 ? rest + 1 : 0)
        guard needed <= buffer.room else { return false }
        var position = 0
        while position < bytes.count {
            let have = min(3, bytes.count - position)
            let bits = UInt32(truncatingIfNeeded: bytes.bigEndian(position, position + 3))
            for digit in 0...3 {
                if digit <= have {
                    buffer.append(character(for: UInt8(truncatingIfNeeded: bits >> UInt32(18 - 6 * digit) & 63)))
                } else if self == .standard {
                    buffer.append(61)
                }
            }
            position += 3
        }
        return true
    }

    /// The text without its padding; nil when its length is impossible.
    private func digits(of text: ByteView) -> ByteView? {
        var count = text.count
        if count % 4 == 0 {
            if count > 0, text.byte(at: count - 1) == 61 { count -= 1 }
            if count > 0, count < text.count, text.byte(at: count - 1) == 61 { count -= 1 }
        } else if self == .standard {
            return nil
        }
        return count % 4 == 1 ? nil : text.slice(0, count)
    }

    /// 64 and more for what is no digit.
    @inline(__always)
    private func value(of character: UInt8) -> UInt8 {
        switch character {
        case 65...90: character &- 65
        case 97...122: character &- 71
        case 48...57: character &+ 4
        case 43 where self == .standard, 45 where self == .url: 62
        case 47 where self == .standard, 95 where self == .url: 63
        default: 255
        }
    }

    private func character(for value: UInt8) -> UInt8 {
        switch value {
        case 0...25: value &+ 65
        case 26...51: value &+ 71
        case 52...61: value &- 4
        case 62: self == .standard ? 43 : 45
        default: self == .standard ? 47 : 95
        }
    }
}
