/// A keyword of the configuration language: its words, where it may stand, what follows it and what it does. A keyword
/// is one row in one file, and one line in a `Catalogue`; messages, suggestions and dumps come from the same row.
///
/// ```swift
/// extension Keyword<Proxy> {
///     static let mode = Keyword("mode", in: .proxies, usage: "{ tcp | http }", summary: "Sets the protocol.") {
///         arguments, proxy in
///         proxy.mode = try arguments.oneOf(["tcp": .tcp, "http": .http])
///     }
/// }
/// ```
public struct Keyword<Target: AnyObject>: Sendable {
    /// What the keyword does with its arguments. Words that are left over are reported by the catalogue. It throws
    /// `ConfigurationError`; the type is not spelled out because closures would have to repeat it.
    public typealias Parse = @Sendable (inout Arguments, Target) throws -> Void

    public enum Behaviour: Sendable {
        case parse(Parse)
        /// A known keyword whose work is not built: what it waits for, such as `stick tables`.
        case planned(String)
        /// A keyword that HAProxy dropped with a version: what to write instead, a sentence.
        case removed(since: String, advice: String)
        /// A keyword that is accepted and does nothing: why, a sentence. It earns a warning.
        case ignored(String)
    }

    /// What happens to a frontend's keyword in a backend, and the other way round.
    public enum Misplacement: Sendable, Hashable {
        /// A warning, and the line does nothing: what HAProxy does with most keywords.
        case ignored
        /// An error.
        case refused
    }

    /// How the last word of the keyword is compared.
    public enum Matching: Sendable, Hashable {
        case exact
        /// It may be followed by arguments in parentheses, as in `set-var(txn.name)`; `arguments.suffix` has them.
        case call
        /// It may be followed by anything, as in `track-sc0`; `arguments.suffix` has it.
        case prefix
    }

    public let words: [String]
    public let places: SectionSet
    /// What follows, for people: `<number> [strict]`.
    public let usage: String
    /// One sentence.
    public let summary: String
    public let behaviour: Behaviour
    /// Whether `no` and `default` may stand before the keyword; `arguments.negation` tells.
    public let acceptsNegation: Bool
    public let misplacement: Misplacement
    public let matching: Matching

    /// `words` are the words of the keyword, separated by single spaces: `"timeout client"`.
    public init(
        _ words: String, in places: SectionSet, usage: String = "", summary: String = "",
        acceptsNegation: Bool = false, misplacement: Misplacement = .ignored, matching: Matching = .exact,
        behaviour: Behaviour
    ) {
        self.words = words.split(separator: " ").map(String.init)
        self.places = places
        self.usage = usage
        self.summary = summary
        self.behaviour = behaviour
        self.acceptsNegation = acceptsNegation
        self.misplacement = misplacement
        self.matching = matching
    }

    public init(
        _ words: String, in places: SectionSet, usage: String = "", summary: String = "",
        acceptsNegation: Bool = false, misplacement: Misplacement = .ignored, matching: Matching = .exact,
        parse: @escaping Parse
    ) {
        self.init(
            words, in: places, usage: usage, summary: summary, acceptsNegation: acceptsNegation,
            misplacement: misplacement, matching: matching, behaviour: .parse(parse))
    }

    /// A known keyword whose work is not built; `waitingFor` says what it comes with.
    public static func planned(
        _ words: String, in places: SectionSet, waitingFor: String, matching: Matching = .exact
    ) -> Keyword {
        Keyword(words, in: places, acceptsNegation: true, matching: matching, behaviour: .planned(waitingFor))
    }

    /// A keyword that HAProxy dropped; `advice` is a sentence that says what to write instead.
    public static func removed(
        _ words: String, in places: SectionSet, since version: String = "2.1", advice: String
    ) -> Keyword {
        Keyword(words, in: places, acceptsNegation: true, behaviour: .removed(since: version, advice: advice))
    }

    /// A keyword that does nothing; `reason` is a sentence that says why.
    public static func ignored(
        _ words: String, in places: SectionSet, usage: String = "", reason: String
    ) -> Keyword {
        Keyword(words, in: places, usage: usage, acceptsNegation: true, behaviour: .ignored(reason))
    }

    /// The words as one text.
    public var name: String { words.joined(separator: " ") }

    /// Whether the keyword takes its own arguments.
    var isParsed: Bool {
        if case .parse = behaviour { return true }
        return false
    }

    /// Name and usage, as dumps show them.
    public var signature: String { usage.isEmpty ? name : "\(name) \(usage)" }
}

extension Keyword {
    /// The keywords whose work `ConfigurationReader` does: `setenv`, `presetenv`, `unsetenv` and `resetenv`.
    public static var environmentKeywords: [Keyword] {
        [
            environment("presetenv", "<name> <value>", "Sets an environment variable that does not exist."),
            environment("resetenv", "[<name> ...]", "Removes all environment variables but these."),
            environment("setenv", "<name> <value>", "Sets an environment variable."),
            environment("unsetenv", "[<name> ...]", "Removes environment variables."),
        ]
    }

    private static func environment(_ word: String, _ usage: String, _ summary: String) -> Keyword {
        Keyword(word, in: .global, usage: usage, summary: summary) { arguments, _ in _ = arguments.remaining() }
    }
}
