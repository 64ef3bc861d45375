/// The text of an expression, read from the left: words, and arguments in parentheses with their own quotes (manual, 2.2).
struct ExpressionText {
    let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var isAtEnd: Bool { position >= bytes.count }
    var next: UInt8? { position < bytes.count ? bytes[position] : nil }
    /// What is not read yet.
    var rest: String { String(decoding: bytes[min(position, bytes.count)...], as: UTF8.self) }

    /// Takes a byte if it comes next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    /// Takes a name: everything up to a comma, a parenthesis, a blank or a closing bracket.
    mutating func name() -> String {
        let start = position
        while let byte = next, !Self.endsName(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        byte == 44 || byte == 40 || byte == 41 || byte == 93 || byte == 32 || byte == 9
    }

    /// Takes one argument up to an unquoted comma or closing parenthesis, with quotes and escapes resolved; nil when a quote does
    /// not end.
    mutating func argument() -> [UInt8]? {
        var result: [UInt8] = []
        var quote: UInt8?
        while let byte = next {
            if let open = quote {
                position += 1
                if byte == open {
                    quote = nil
                } else if byte == 92, open == 34 {
                    result.append(escaped())
                } else {
                    result.append(byte)
                }
                continue
            }
            if byte == 44 || byte == 41 { return result }
            position += 1
            switch byte {
            case 34, 39: quote = byte
            case 92: result.append(escaped())
            default: result.append(byte)
            }
        }
        return quote == nil ? result : nil
    }

    /// The byte behind a backslash.
    private mutating func escaped() -> UInt8 {
        guard let byte = next else { return 92 }
        position += 1
        switch byte {
        case 110: return 10
        case 114: return 13
        case 116: return 9
        case 32, 34, 39, 92: return byte
        default:
            position -= 1
            return 92
        }
    }
}
