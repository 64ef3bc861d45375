/// The words behind a keyword, taken one after the other. What cannot be accepted is thrown with the column of its
/// word, in HAProxy's wording.
public struct Arguments {
    /// The prefix of a line: `no option …`, `default option …`.
    public enum Negation: Sendable, Hashable {
        case none
        case no
        case `default`
    }

    public let line: ConfigurationLine
    /// The section the line stands in.
    public let context: SectionContext
    public let diagnostics: Diagnostics
    /// What messages call the keyword: `timeout client`.
    public internal(set) var keyword: String
    /// What the last word of the keyword has behind its name (`Keyword.Matching`).
    public internal(set) var suffix = ""
    public internal(set) var negation = Negation.none
    /// What stands before the messages about a part of the line: `'server web/one'`.
    public var subject: String?
    /// The form in which the diagnostics of this line announce their place.
    public var form = Diagnostic.Form.keyword
    private let words: [Word]
    private(set) var position: Int
    /// The empty word that ends the arguments although others follow it.
    let endingWord: Word?

    /// The words of a line from `position` on. As for HAProxy, an empty word ends them: it is what remains of a
    /// variable that is not set.
    public init(
        _ line: ConfigurationLine, from position: Int = 1, in context: SectionContext, diagnostics: Diagnostics
    ) {
        self.line = line
        self.context = context
        self.diagnostics = diagnostics
        let end = line.words.firstIndex(where: \.isEmpty) ?? line.words.count
        self.words = Array(line.words.prefix(end))
        self.endingWord = line.words.dropFirst(end).contains { !$0.isEmpty } ? line.words[end] : nil
        self.position = max(0, position)
        self.keyword = line.words.first?.text ?? ""
    }

    // MARK: Words

    /// The next word, which stays.
    public var peek: Word? { peek(0) }

    /// The word `distance` words further on.
    public func peek(_ distance: Int) -> Word? {
        let index = position + distance
        return index < words.count ? words[index] : nil
    }

    public var isAtEnd: Bool { position >= words.count }

    /// How many words are left.
    public var count: Int { max(0, words.count - position) }

    /// Takes the next word if there is one.
    public mutating func optional() -> Word? {
        guard let word = peek else { return nil }
        position += 1
        return word
    }

    /// Takes the next word, which must be there: `'maxconn' expects <number> as argument.`.
    public mutating func next(named name: String) throws(ConfigurationError) -> Word {
        guard let word = peek else {
            let shown = name.hasPrefix("<") ? name : "<\(name)>"
            throw missing("'\(keyword)' expects \(shown) as argument.")
        }
        position += 1
        return word
    }

    /// Takes the next word if it is `text`.
    public mutating func flag(_ text: String) -> Bool {
        guard peek?.text == text else { return false }
        position += 1
        return true
    }

    /// Takes all words that are left.
    public mutating func remaining() -> [Word] {
        let rest = Array(words.dropFirst(position))
        position = words.count
        return rest
    }

    /// Leaves `count` words out.
    public mutating func skip(_ count: Int = 1) { position = min(words.count, position + max(0, count)) }

    /// Throws if a word is left: `'daemon' cannot handle unexpected argument 'x'.`.
    public func expectEnd() throws(ConfigurationError) {
        guard let word = peek else { return }
        throw ConfigurationError("'\(keyword)' cannot handle unexpected argument '\(word.text)'.", at: word)
    }

    // MARK: Messages

    /// An error about a missing word; it points behind the last one.
    func missing(_ message: String) -> ConfigurationError {
        ConfigurationError(message, column: peek?.column ?? line.endColumn)
    }

    /// Warns of words that are not looked at because an empty one precedes them.
    func warnOfEndingWord() {
        guard let endingWord, let index = line.words.firstIndex(of: endingWord) else { return }
        let place = endingWord.column.map { " at position \($0)" } ?? ""
        warn(
            "argument number \(index)\(place) is empty and marks the end of the argument list; "
                + "all subsequent arguments will be ignored.", at: endingWord)
    }

    /// Reports something that does not stop the line from being used.
    public func warn(_ message: String, at word: Word? = nil) { report(.warning, message, column: word?.column) }

    public func notice(_ message: String, at word: Word? = nil) { report(.notice, message, column: word?.column) }

    /// Reports something for the diagnostic mode.
    public func diag(_ message: String, at word: Word? = nil) { report(.diag, message, column: word?.column) }

    /// Reports an error and lets parsing go on behind it.
    public func report(_ error: ConfigurationError) {
        report(.alert, error.message, column: error.column, suggestions: error.suggestions)
    }

    func report(
        _ severity: Diagnostic.Severity, _ message: String, column: Int?, suggestions: [String] = []
    ) {
        let text = subject.map { "\($0) : \(message)" } ?? message
        diagnostics.add(
            line.diagnostic(severity, text, column: column, form: form, suggestions: suggestions))
    }
}
