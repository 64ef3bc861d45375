import Glibc
import Memory

/// The text of one value of a JSON text (RFC 8259).
struct JSONValue {
    let text: ByteView

    /// The value as a sample; nil for objects, for null and for what is no value.
    func sample(asInteger: Bool, _ evaluation: Evaluation) -> Sample? {
        switch text.byte(at: 0) {
        case 34: return string(evaluation)
        case 91: return asInteger ? nil : .string(text)
        case 116: return text.equals("true") ? .boolean(true) : nil
        case 102: return text.equals("false") ? .boolean(false) : nil
        default: return isNumber ? number(asInteger: asInteger, evaluation) : nil
        }
    }

    // MARK: Strings

    private func string(_ evaluation: Evaluation) -> Sample? {
        let content = text.slice(1, text.count - 1)
        guard content.firstIndex(of: 92) != nil else { return .string(content) }
        return evaluation.write { out in
            var position = 0
            while let byte = content.byte(at: position) {
                position += 1
                guard byte == 92 ? Self.unescape(content, &position, out) : out.append(byte) else { return false }
            }
            return true
        }.map { .string($0) }
    }

    /// Writes what the escape behind a backslash stands for.
    private static func unescape(_ content: ByteView, _ position: inout Int, _ out: Buffer) -> Bool {
        guard let byte = content.byte(at: position) else { return false }
        position += 1
        switch byte {
        case 34, 47, 92: return out.append(byte)
        case 98: return out.append(8)
        case 102: return out.append(12)
        case 110: return out.append(10)
        case 114: return out.append(13)
        case 116: return out.append(9)
        case 117: return unescapeUnit(content, &position, out)
        default: return false
        }
    }

    private static func unescapeUnit(_ content: ByteView, _ position: inout Int, _ out: Buffer) -> Bool {
        guard let first = unit(content, &position) else { return false }
        guard first >> 10 == 0x36 else { return append(first, to: out) }
        // The first half of a pair.
        guard content.slice(position, position + 2).equals("\\u") else { return false }
        position += 2
        guard let second = unit(content, &position), second >> 10 == 0x37 else { return false }
        return append(0x1_0000 + (first & 0x3ff) << 10 + second & 0x3ff, to: out)
    }

    private static func unit(_ content: ByteView, _ position: inout Int) -> UInt32? {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = content.byte(at: position).flatMap(HexadecimalText.digit) else { return nil }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    /// In UTF-8; false for half a pair.
    private static func append(_ character: UInt32, to out: Buffer) -> Bool {
        guard let scalar = Unicode.Scalar(character) else { return false }
        for byte in Unicode.UTF8.encode(scalar) ?? .init() where !out.append(byte) { return false }
        return true
    }

    // MARK: Numbers

    private var isNumber: Bool {
        let digit = text.byte(at: 0) == 45 ? text.byte(at: 1) : text.byte(at: 0)
        return digit.map { $0 &- 48 < 10 } ?? false
    }

    private func number(asInteger: Bool, _ evaluation: Evaluation) -> Sample? {
        if asInteger {
            // What a double can hold exactly.
            let value = text.integerPrefix
            return value.magnitude < 1 << 53 ? .integer(value) : nil
        }
        // Up to six digits are what they will be written as.
        if text.count <= 6, text.integer != nil, text.byte(at: 0) != 48 || text.count == 1 { return .string(text) }
        return evaluation.write { Self.write(text, to: $0) }.map { .string($0) }
    }

    /// Writes a number with at most six digits, as printf(3) does it for `%g`.
    private static func write(_ text: ByteView, to out: Buffer) -> Bool {
        guard text.count < 512 else { return false }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count + 1) { digits in
            for position in 0..<text.count { digits[position] = CChar(bitPattern: text.byte(at: position) ?? 0) }
            digits[text.count] = 0
            guard let start = digits.baseAddress else { return false }
            let value = strtod(start, nil)
            let written = out.fill { memory, room in
                let count = withVaList([value]) {
                    vsnprintf(memory.assumingMemoryBound(to: CChar.self), room, "%g", $0)
                }
                return Int(count) < room ? Int(count) : 0
            }
            return written > 0
        }
    }
}
