/// Why a line or a part of it cannot be accepted.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The message without its suggestions.
    public var message: String
    /// Where in the line, counted in bytes from one, if it is known.
    public var column: Int?
    /// The nearest valid words, at most three.
    public var suggestions: [String]

    /// For messages that tell why something around it failed.
    public var description: String { message }

    public init(_ message: String, column: Int? = nil, suggestions: [String] = []) {
        self.message = message
        self.column = column
        self.suggestions = suggestions
    }

    public init(_ message: String, at word: Word?, suggestions: [String] = []) {
        self.init(message, column: word?.column, suggestions: suggestions)
    }
}
