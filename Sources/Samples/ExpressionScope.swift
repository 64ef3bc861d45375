import Configuration

/// Where an expression stands while a configuration is read: what it may use, and what can only be looked up when all of the
/// configuration is known.
public final class ExpressionScope {
    /// A name in an argument whose object may be declared later.
    public struct PendingName {
        public let kind: ArgumentKind
        public let name: String
        /// `arg 1 of sample fetch keyword 'nbsrv'`
        public let description: String
        public let line: ConfigurationLine
        public let word: Word?
        /// The section the expression stands in, which an empty name means.
        public let section: String
        fileprivate let arguments: StepArguments
        fileprivate let position: Int

        /// Tells the step which object it is: its place in a list of the owner's.
        public func resolve(to number: Int) { arguments.integers[position] = Int64(number) }
    }

    public let catalogue: SampleCatalogue
    /// Names to be looked up once everything is read.
    public private(set) var pending: [PendingName] = []
    /// Conditions whose ACLs are looked up once everything is read, and where they stand.
    var conditions: [(NamedCondition, ExpressionPlace)] = []
    /// Rings that converters write to, and where those stand; they may be declared later.
    public internal(set) var ringNames: [(name: String, place: ExpressionPlace)] = []
    /// What is right as it stands and seldom meant, and where it stands.
    public internal(set) var warnings: [(text: String, place: ExpressionPlace)] = []
    /// Words of fetches that expressions use, and of items of formats, those behind a `%`.
    public internal(set) var used: Set<String> = []
    /// What maps and ACLs load, by name.
    public let patterns: PatternRegistry?
    /// What `env` reads: the environment as the configuration has left it.
    public lazy var environment = Environment.ofProcess()
    /// Keys that converters of tokens name.
    public let tokenKeys = TokenKeyStore()
    /// Algorithms that encrypted tokens may use.
    public let tokenPolicy: TokenPolicy

    public init(
        _ catalogue: SampleCatalogue, patterns: PatternRegistry? = nil, tokenPolicy: TokenPolicy = TokenPolicy()
    ) {
        self.catalogue = catalogue
        self.patterns = patterns
        self.tokenPolicy = tokenPolicy
    }

    /// Hands over the names that were collected.
    public func takePending() -> [PendingName] {
        defer { pending = [] }
        return pending
    }

    /// Hands over the conditions that were collected.
    public func takeConditions() -> [(NamedCondition, ExpressionPlace)] {
        defer { conditions = [] }
        return conditions
    }

    func add(
        _ kind: ArgumentKind, _ name: String, _ description: String, _ place: ExpressionPlace,
        _ arguments: StepArguments,
        _ position: Int
    ) {
        pending.append(
            PendingName(
                kind: kind, name: name, description: description, line: place.line, word: place.word,
                section: place.section, arguments: arguments, position: position))
    }
}

/// The line, the word and the kind of rule that an expression is written in.
public struct ExpressionPlace {
    public let line: ConfigurationLine
    public let word: Word?
    /// The name of the proxy, or empty.
    public let section: String
    public let uses: SamplePlaces

    /// - Parameter uses: one place, or several of which any may evaluate the expression.
    public init(line: ConfigurationLine, word: Word?, section: String, uses: SamplePlaces) {
        self.line = line
        self.word = word
        self.section = section
        self.uses = uses
    }
}
