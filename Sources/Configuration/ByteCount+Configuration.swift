import Memory

/// Why a text is not a size.
public enum SizeFailure: Error, Sendable, Hashable {
    case missing
    case unexpectedCharacter(String)
    case overflow

    /// The message about the value `text` of `keyword`.
    public func message(about text: String, of keyword: String) -> String {
        switch self {
        case .missing: "'\(keyword)' expects a size argument."
        case .unexpectedCharacter(let character):
            "unexpected character '\(character)' in argument '\(text)' to '\(keyword)'"
                + " (a size is an integer with an optional unit of k, m or g)"
        case .overflow: "size overflow in argument '\(text)' to '\(keyword)'"
        }
    }
}

extension ByteCount {
    /// A size as configurations have it (section 2.6): an integer and an optional unit, `k`, `m` or `g`.
    public init(configuration text: String) throws(SizeFailure) {
        var cursor = ByteCursor(Array(text.utf8))
        if cursor.isAtEnd { throw .missing }
        let digits = cursor.take(while: \.isASCIIDigit)
        if digits.isEmpty { throw .unexpectedCharacter(String(text.prefix(1))) }
        let unit: Int
        switch cursor.peek().map({ $0 | 0x20 }) {
        case nil: unit = 1
        case UInt8(ascii: "k"): unit = 1 << 10
        case UInt8(ascii: "m"): unit = 1 << 20
        case UInt8(ascii: "g"): unit = 1 << 30
        default: throw .unexpectedCharacter(String(cursor.text(from: cursor.position).prefix(1)))
        }
        cursor.advance()
        if !cursor.isAtEnd { throw .unexpectedCharacter(String(cursor.text(from: cursor.position).prefix(1))) }
        guard let count = Int(String(decoding: digits, as: UTF8.self)) else { throw .overflow }
        let (size, overflow) = count.multipliedReportingOverflow(by: unit)
        guard !overflow else { throw .overflow }
        self.init(size)
    }
}
