/// A section of a configuration (section 2.1): the line that starts it and the lines up to the next one.
public struct Section: Sendable, Hashable {
    /// The line that starts the section.
    public let opening: ConfigurationLine
    public var lines: [ConfigurationLine]

    public init(opening: ConfigurationLine, lines: [ConfigurationLine] = []) {
        self.opening = opening
        self.lines = lines
    }

    /// The word that starts the section, such as `frontend`.
    public var keyword: String { opening.words.first?.text ?? "" }

    /// What follows the keyword: a name, mostly.
    public var arguments: [Word] { Array(opening.words.dropFirst()) }

    /// The name of the section, if it has one.
    public var name: String? { opening.words.dropFirst().first?.text }

    public var location: SourceLocation { opening.location }
}
