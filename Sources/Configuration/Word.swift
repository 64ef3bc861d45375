/// A word of a configuration line, with quotes, escapes and variables resolved (section 2.2).
public struct Word: Sendable, Hashable {
    /// The text; bytes that are not valid UTF-8 are replaced here and intact in `bytes`.
    public let text: String
    /// Where the word starts in its line, counted in bytes from one; nil for words that come from no line.
    public let column: Int?
    /// Whether any part of the word stood in quotes.
    public let isQuoted: Bool
    private let invalidBytes: [UInt8]?

    public init(_ text: String, column: Int? = nil, isQuoted: Bool = false) {
        self.text = text
        self.column = column
        self.isQuoted = isQuoted
        self.invalidBytes = nil
    }

    public init(bytes: [UInt8], column: Int? = nil, isQuoted: Bool = false) {
        self.column = column
        self.isQuoted = isQuoted
        if let text = String(validating: bytes, as: UTF8.self) {
            self.text = text
            self.invalidBytes = nil
        } else {
            self.text = String(decoding: bytes, as: UTF8.self)
            self.invalidBytes = bytes
        }
    }

    /// The exact bytes of the word.
    public var bytes: [UInt8] { invalidBytes ?? Array(text.utf8) }

    public var isEmpty: Bool { text.isEmpty }
}

extension Word: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self.init(text) }
}

extension Word: CustomStringConvertible {
    public var description: String { text }
}
