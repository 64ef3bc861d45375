/// A line of a section, cut into words; it has at least one.
public struct ConfigurationLine: Sendable, Hashable {
    public let words: [Word]
    /// File and line.
    public let location: SourceLocation
    /// The line as it stands in the file, for excerpts.
    public let sourceText: String

    public init(words: [Word], location: SourceLocation, sourceText: String) {
        self.words = words
        self.location = location
        self.sourceText = sourceText
    }

    /// The column behind the last word and its blanks: where a missing word would stand.
    var endColumn: Int {
        let blanks = sourceText.utf8.reversed().prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        return sourceText.utf8.count - blanks + 1
    }

    /// A diagnostic that points at this line, and at `column` if it is known.
    public func diagnostic(
        _ severity: Diagnostic.Severity, _ message: String, column: Int? = nil, form: Diagnostic.Form = .keyword,
        suggestions: [String] = []
    ) -> Diagnostic {
        Diagnostic(
            severity, message, at: location.at(column: column), form: form, suggestions: suggestions,
            excerpt: column == nil ? nil : sourceText)
    }
}
