import Configuration

/// Compiles the words of an ACL: a criterion, flags, an operator and patterns (manual, 7.1).
public struct ACLParser {
    private let parser: ExpressionParser
    private let registry: PatternRegistry
    /// Where it stands, for commands: `file 'x.cfg' line 9`.
    private let location: String
    /// The word of the criterion.
    private var criterion = ""
    private var method: MatchMethod?
    private var ignoresCase = false
    private var resolvesNames = true
    private var usesMap = false
    private var identifier: Int?
    private var relation: NumberOperator?
    private var hasPatterns = false
    /// Numbers are versions such as `3.1`.
    private var readsVersions = false
    private var uses: [(PatternReference, PatternUse)] = []
    /// The list of the line's own words, by whether case counts.
    private var ownLists: [Bool: PatternReference] = [:]

    public static func parse(
        _ words: [Word], _ parser: ExpressionParser
    ) throws -> ACLTest {
        guard let registry = parser.scope.patterns else { throw parser.refusal("no patterns can be used here") }
        let location = parser.place.line.location
        var reading = ACLParser(parser, registry, "file '\(location.file)' line \(location.line)")
        return try reading.read(words)
    }

    private init(_ parser: ExpressionParser, _ registry: PatternRegistry, _ location: String) {
        self.parser = parser
        self.registry = registry
        self.location = location
    }

    private mutating func read(_ words: [Word]) throws -> ACLTest {
        guard let criterion = words.first, !criterion.isEmpty else {
            throw parser.refusal("missing fetch method in ACL expression ''.")
        }
        let expression = try compile(criterion)
        var rest = words.dropFirst()
        while let flag = rest.first, try takeFlag(flag, &rest) {}
        let method = try self.method ?? standardMethod(expression, criterion)
        guard let input = method.input(for: expression.output) else {
            throw parser.refusal(
                "matching method '\(method.word)' cannot be used with fetch keyword '\(criterion.text)'.", criterion)
        }
        self.method = method
        readsVersions = expression.isPlain && expression.fetchName == "req.ssl_ver"
        for word in rest { try takePattern(word, method) }
        if words.count == 1, method.readsPatterns { warnOfNothingToMatch(criterion) }
        // Commands may add patterns to an ACL that has none of its own.
        if method.readsPatterns { _ = try ownList() }
        let slots = method.readsPatterns ? try makeSlots() : []
        return ACLTest(expression, method, input: input, slots: slots)
    }

    private func warnOfNothingToMatch(_ criterion: Word) {
        parser.scope.warnings.append(
            (
                """
                parsing acl keyword '\(criterion.text)' :
                  no pattern to match against were provided, so this ACL will never match.
                  If this is what you intended, please add '--' to get rid of this warning.
                  If you intended to match only for existence, please use '-m found'.
                  If you wanted to force an int to match as a bool, please use '-m bool'.
                """, parser.place
            ))
    }

    /// The criterion: an expression, or a word that also says how to match.
    private mutating func compile(_ criterion: Word) throws -> Expression {
        var text = ExpressionText(criterion.bytes)
        let name = text.name()
        self.criterion = name
        guard let keyword = parser.scope.catalogue.condition(name) else {
            guard parser.scope.catalogue.fetch(name) != nil else {
                let known =
                    parser.scope.catalogue.fetches.map(\.name) + parser.scope.catalogue.conditions.map(\.name)
                throw ConfigurationError(
                    "unknown fetch method '\(name)' in ACL expression '\(criterion.text)'.", at: criterion,
                    suggestions: Suggestion.nearest(to: name, among: known))
            }
            return try parser.condition(criterion)
        }
        let fetch = Word(bytes: Array(keyword.fetch.utf8) + Array(text.rest.utf8), column: criterion.column)
        let expression = try parser.condition(fetch)
        // Behind a converter, its output decides.
        if expression.isPlain { method = MatchMethod(word: keyword.method) }
        return expression
    }

    private func standardMethod(_ expression: Expression, _ criterion: Word) throws -> MatchMethod {
        if let method = MatchMethod.standard(for: expression.output) { return method }
        throw parser.refusal(
            "fetch method '\(criterion.text)' gives '\(expression.output.name)': '-m <method>' must say how to match it.",
            criterion)
    }

    // MARK: Flags

    /// Takes a flag and what belongs to it; false at a word that is none.
    private mutating func takeFlag(_ flag: Word, _ rest: inout ArraySlice<Word>) throws -> Bool {
        switch flag.text {
        case "--":
            rest = rest.dropFirst()
            return false
        case "-i": ignoresCase = true
        case "-n": resolvesNames = false
        case "-M": usesMap = true
        case "-m": try takeMethod(flag, &rest)
        case "-f": try takeFile(flag, &rest)
        case "-u": try takeIdentifier(flag, &rest)
        default:
            if flag.text.hasPrefix("-"), !flag.isQuoted, flag.text.utf8.count == 2,
                flag.text.utf8.last.map({ $0 >= 97 }) == true
            {
                throw ConfigurationError(
                    "'\(flag.text)' is not a valid flag for an ACL; put '--' before a pattern that begins with '-'.",
                    at: flag)
            }
            return false
        }
        rest = rest.dropFirst()
        return true
    }

    private mutating func takeMethod(_ flag: Word, _ rest: inout ArraySlice<Word>) throws {
        rest = rest.dropFirst()
        guard let word = rest.first else { throw ConfigurationError("missing matching method behind '-m'.", at: flag) }
        guard !hasPatterns else {
            throw ConfigurationError(
                "'-m' must only be specified before patterns and files in parsing ACL expression.", at: flag)
        }
        guard let named = MatchMethod(word: word.text) else {
            throw ConfigurationError(
                "unknown matching method '\(word.text)' when parsing ACL expression.", at: word,
                suggestions: Suggestion.nearest(to: word.text, among: MatchMethod.allCases.map(\.word)))
        }
        method = named
    }

    private mutating func takeFile(_ flag: Word, _ rest: inout ArraySlice<Word>) throws {
        rest = rest.dropFirst()
        guard let file = rest.first else { throw ConfigurationError("missing file name behind '-f'.", at: flag) }
        hasPatterns = true
        do throws(PatternFailure) {
            let list = try registry.named(file.text, usesMap ? .two : .one)
            // The method may still be unknown: it follows from the criterion when the words are over.
            uses.append((list, use(.found)))
        } catch let failure {
            throw refuse(failure, file)
        }
    }

    private mutating func takeIdentifier(_ flag: Word, _ rest: inout ArraySlice<Word>) throws {
        rest = rest.dropFirst()
        guard let word = rest.first, let number = Int(word.text), number >= 0 else {
            throw ConfigurationError("'-u' expects a positive number.", at: flag)
        }
        identifier = number
    }

    private func use(_ method: MatchMethod) -> PatternUse {
        PatternUse(method, ignoresCase: ignoresCase, resolvesNames: resolvesNames)
    }

    // MARK: Patterns

    private mutating func takePattern(_ word: Word, _ method: MatchMethod) throws {
        guard method.readsPatterns else { return }
        if method == .integer || method == .length, let named = NumberOperator(rawValue: word.text) {
            relation = named
            return
        }
        let list = try ownList()
        let bytes = relation.map { Array($0.pattern(word.text, isDotted: readsVersions).utf8) } ?? word.bytes
        do { try list.append(bytes) } catch { throw refuse(error, word) }
    }

    private mutating func ownList() throws -> PatternReference {
        if let known = ownLists[ignoresCase] { return known }
        do {
            let list = try registry.anonymous("acl '\(criterion)' \(location)", identifier: identifier)
            ownLists[ignoresCase] = list
            uses.append((list, use(.found)))
            return list
        } catch let failure { throw refuse(failure, nil) }
    }

    private mutating func makeSlots() throws -> [PatternSlot] {
        guard let method else { return [] }
        return try uses.map { reference, use in
            var use = use
            use.method = method
            use.isDotted = readsVersions
            do {
                return try registry.slot(reference, use, user: reference.name.isEmpty ? nil : "acl at \(location)")
            } catch let failure as PatternFailure {
                throw refuse(failure, nil)
            }
        }
    }

    private func refuse(_ failure: PatternFailure, _ word: Word?) -> ConfigurationError {
        ConfigurationError(failure.messages.joined(separator: "; "), at: word ?? parser.place.word)
    }
}
