/// The arguments that follow a name in parentheses, as in `streq(a,"b,c")` (section 2.2, second level of quoting).
/// Quotes and escapes are those of a line, but for `\#`, `\$` and `\xNN`, and variables are not resolved.
public enum ArgumentList {
    public enum Failure: Error, Hashable {
        /// No closing parenthesis.
        case unterminated
        /// A quote that does not end, which starts at this offset.
        case unmatchedQuote(Int)
    }

    /// An argument, and the offset of its first byte in the text.
    public struct Argument: Sendable, Hashable {
        public let bytes: [UInt8]
        public let start: Int

        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// The arguments of the text that starts right after an opening parenthesis, and the offset behind the closing
    /// one. `()` is one empty argument.
    public static func parse(_ bytes: [UInt8]) throws(Failure) -> (arguments: [Argument], end: Int) {
        var cursor = ByteCursor(bytes)
        var arguments: [Argument] = []
        var start = 0
        var argument: [UInt8] = []
        while let byte = cursor.next() {
            switch byte {
            case UInt8(ascii: ")"):
                arguments.append(Argument(bytes: argument, start: start))
                return (arguments, cursor.position)
            case UInt8(ascii: ","):
                arguments.append(Argument(bytes: argument, start: start))
                argument = []
                start = cursor.position
            case UInt8(ascii: "'"):
                argument += try quoted(by: byte, &cursor)
            case UInt8(ascii: "\""):
                argument += try quoted(by: byte, &cursor)
            case UInt8(ascii: "\\"):
                argument.append(escaped(&cursor))
            default:
                argument.append(byte)
            }
        }
        throw .unterminated
    }

    private static func quoted(by quote: UInt8, _ cursor: inout ByteCursor) throws(Failure) -> [UInt8] {
        let start = cursor.position - 1
        var text: [UInt8] = []
        while let byte = cursor.next() {
            if byte == quote { return text }
            let isEscape = byte == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"")
            text.append(isEscape ? escaped(&cursor) : byte)
        }
        throw .unmatchedQuote(start)
    }

    /// What stands behind a backslash that was just taken; a backslash if it protects nothing known.
    private static func escaped(_ cursor: inout ByteCursor) -> UInt8 {
        let value: UInt8
        switch cursor.peek() {
        case .some(let byte)
        where byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"")
            || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\t"):
            value = byte
        case UInt8(ascii: "n"): value = UInt8(ascii: "\n")
        case UInt8(ascii: "r"): value = UInt8(ascii: "\r")
        case UInt8(ascii: "t"): value = UInt8(ascii: "\t")
        default: return UInt8(ascii: "\\")
        }
        cursor.advance()
        return value
    }
}
