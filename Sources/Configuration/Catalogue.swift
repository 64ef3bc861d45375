/// The keywords of one kind of object, found by their words.
public struct Catalogue<Target: AnyObject>: Sendable {
    public let rows: [Keyword<Target>]
    /// The rows that start with a word, those with the most words first.
    private let rowsByFirstWord: [String: [Int]]
    /// The rows whose only word need not match exactly.
    private let looseRows: [Int]
    /// Words that are no keywords of these objects and yet valid on their lines: those that start sections.
    private let otherWords: [String]
    /// The sections that have a keyword which these objects lack.
    private let elsewhere: [String: [String]]

    /// A catalogue of these rows. Of two rows with the same words, the first that is allowed at a place wins.
    /// `otherWords` are suggested too; `elsewhere` names, by first word, the sections for keywords of other
    /// catalogues.
    public init(_ rows: [Keyword<Target>], otherWords: [String] = [], elsewhere: [String: [String]] = [:]) {
        self.rows = rows
        self.otherWords = otherWords
        self.elsewhere = elsewhere
        var byFirstWord: [String: [Int]] = [:]
        var loose: [Int] = []
        for (index, row) in rows.enumerated() {
            guard let first = row.words.first else { continue }
            if row.words.count == 1 && row.matching != .exact { loose.append(index) }
            byFirstWord[first, default: []].append(index)
        }
        rowsByFirstWord = byFirstWord.mapValues { indices in
            indices.sorted { left, right in
                let (leftCount, rightCount) = (rows[left].words.count, rows[right].words.count)
                return leftCount != rightCount ? leftCount > rightCount : left < right
            }
        }
        looseRows = loose
    }

    /// A row that was found, and what its last word has behind its name.
    struct Match {
        let row: Keyword<Target>
        let suffix: String
    }

    /// The row with the most words in front of `arguments` that is allowed at one of `places`.
    func match(_ arguments: Arguments, at places: SectionSet) -> Match? {
        guard let first = arguments.peek?.text else { return nil }
        for index in rowsByFirstWord[first] ?? [] where !rows[index].places.isDisjoint(with: places) {
            if let suffix = suffix(of: rows[index], arguments) { return Match(row: rows[index], suffix: suffix) }
        }
        for index in looseRows where !rows[index].places.isDisjoint(with: places) {
            if let suffix = suffix(of: rows[index], arguments) { return Match(row: rows[index], suffix: suffix) }
        }
        return nil
    }

    /// What stands behind the words of `row` in its last word, or nil if the row does not match.
    private func suffix(of row: Keyword<Target>, _ arguments: Arguments) -> String? {
        guard let last = row.words.last else { return nil }
        for (distance, word) in row.words.dropLast().enumerated() where arguments.peek(distance)?.text != word {
            return nil
        }
        guard let text = arguments.peek(row.words.count - 1)?.text else { return nil }
        if text == last { return "" }
        guard row.matching != .exact, text.hasPrefix(last) else { return nil }
        let suffix = String(text.dropFirst(last.count))
        return row.matching == .call && !suffix.hasPrefix("(") ? nil : suffix
    }

    // MARK: Help

    /// The first words of all rows.
    public var firstWords: Set<String> { Set(rows.compactMap(\.words.first)) }

    /// The names of rows that can never be reached because an earlier one has the same words and places.
    public var unreachableNames: [String] {
        var seen: [[String]: SectionSet] = [:]
        var names: [String] = []
        for row in rows {
            let taken = seen[row.words, default: []]
            if taken.isSuperset(of: row.places) { names.append(row.name) }
            seen[row.words] = taken.union(row.places)
        }
        return names
    }

    /// The signatures of the rows that are allowed at one of `places`, sorted.
    public func dump(at places: SectionSet) -> [String] {
        rows.filter { !$0.places.isDisjoint(with: places) }.map(\.signature).sorted()
    }

    /// Why the next words of `arguments` are no keyword here.
    func unknownKeyword(_ arguments: Arguments) -> ConfigurationError {
        let context = arguments.context
        guard let word = arguments.peek else { return ConfigurationError("missing keyword") }
        let allowed = rows.filter { !$0.places.isDisjoint(with: context.places) }
        let depth = knownWordCount(arguments, allowed)
        if depth > 0 { return unknownContinuation(arguments, allowed, depth) }
        let problem = "unknown keyword '\(word.text)' in '\(context.keyword)' section"
        if let sections = elsewhere[word.text], !sections.isEmpty {
            let places = Suggestion.list(sections, conjunction: "or")
            return ConfigurationError("\(problem); it belongs to \(places)", at: word)
        }
        let known = allowed.compactMap(\.words.first) + otherWords
        return ConfigurationError(problem, at: word, suggestions: Suggestion.nearest(to: word.text, among: known))
    }

    /// How many of the next words start some row.
    private func knownWordCount(_ arguments: Arguments, _ allowed: [Keyword<Target>]) -> Int {
        var candidates = allowed
        var depth = 0
        while let word = arguments.peek(depth)?.text {
            candidates = candidates.filter { $0.words.dropFirst(depth).first == word }
            if candidates.isEmpty { break }
            depth += 1
        }
        return depth
    }

    /// The message for a keyword whose first words are right: `unknown option 'httplgo'; did you mean 'httplog'?`.
    private func unknownContinuation(
        _ arguments: Arguments, _ allowed: [Keyword<Target>], _ depth: Int
    ) -> ConfigurationError {
        let given = (0..<depth).compactMap { arguments.peek($0)?.text }
        let stem = given.joined(separator: " ")
        let following = allowed.filter { $0.words.starts(with: given) }.compactMap { $0.words.dropFirst(depth).first }
        let choices = Array(Set(following)).sorted()
        guard let word = arguments.peek(depth) else {
            let wanted = choices.count > 20 ? "a keyword" : Suggestion.list(choices, conjunction: "or")
            return arguments.missing("'\(stem)' expects \(wanted) as argument.")
        }
        let suggestions = Suggestion.nearest(to: word.text, among: choices)
        let problem =
            if stem == "option" {
                "unknown option '\(word.text)'"
            } else if choices.count > 20 {
                "unknown keyword '\(stem) \(word.text)' in '\(arguments.context.keyword)' section"
            } else {
                "'\(stem)' expects \(Suggestion.list(choices, conjunction: "or")) (got '\(word.text)')"
            }
        return ConfigurationError(problem, at: word, suggestions: suggestions)
    }
}
