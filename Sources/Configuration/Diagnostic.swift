/// One thing to say about a configuration.
public struct Diagnostic: Sendable, Hashable {
    /// How serious a diagnostic is, from the least to the most.
    public enum Severity: Int, Sendable, Hashable, Comparable, CaseIterable {
        /// Shown in diagnostic mode (`-dD`) only.
        case diag
        case notice
        case warning
        /// The configuration cannot be used.
        case alert

        public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    }

    /// The way a location is announced. HAProxy has several, and scripts match them.
    public enum Form: Sendable, Hashable {
        /// `parsing [file:line] : message`, what keywords use.
        case keyword
        /// `parsing [file:line]: message`, what the reader of lines uses.
        case line
        /// `[file:line] : message`, what `server` lines use.
        case bare
    }

    public var severity: Severity
    public var form: Form
    /// Nil for what concerns no line, such as a file that cannot be opened.
    public var location: SourceLocation?
    /// The message without its suggestions.
    public var message: String
    /// The nearest valid words, at most three.
    public var suggestions: [String]
    /// The text to show under the message.
    public var excerpt: String?
    /// Where in `excerpt` the caret goes, counted in bytes from one. Without it the excerpt is not shown.
    public var caret: Int?
    /// The places through which `location` was reached, the outermost first.
    public var includes: [SourceLocation]

    public init(
        _ severity: Severity, _ message: String, at location: SourceLocation? = nil, form: Form = .keyword,
        suggestions: [String] = [], excerpt: String? = nil, caret: Int? = nil, includes: [SourceLocation] = []
    ) {
        self.severity = severity
        self.form = form
        self.location = location
        self.message = message
        self.suggestions = suggestions
        self.excerpt = excerpt
        self.caret = caret ?? location?.column
        self.includes = includes
    }

    /// The message with its suggestions: `unknown keyword 'maxcon' in 'global' section; did you mean 'maxconn'?`.
    public var fullMessage: String { message + Suggestion.phrase(suggestions) }
}
