import Memory

/// Which bytes of a pattern's text are its key.
enum KeyForm: BitwiseCopyable, Sendable {
    case verbatim
    /// The bytes that the digits stand for.
    case hexadecimal
    /// Pieces between slashes; a question mark ends the last one.
    case directory
    /// Pieces between dots, colons, slashes and question marks.
    case domain

    func isDelimiter(_ byte: UInt8) -> Bool {
        switch self {
        case .verbatim, .hexadecimal: false
        case .directory: byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?")
        case .domain:
            byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/")
                || byte == UInt8(ascii: "?")
        }
    }

    /// Delimiters around a pattern are ignored.
    func trimmed(_ text: ByteView) -> ByteView {
        var start = 0
        var end = text.count
        while start < end, let byte = text.byte(at: start), isDelimiter(byte) { start &+= 1 }
        while end > start, let byte = text.byte(at: end &- 1), isDelimiter(byte) { end &-= 1 }
        return text.slice(start, end)
    }
}
