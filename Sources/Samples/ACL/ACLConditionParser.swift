import Configuration

/// Compiles the words behind `if` or `unless` (manual, 7.2).
public struct ACLConditionParser {
    private let parser: ExpressionParser
    private var words: ArraySlice<Word>
    private var terms: [ACLCondition.Term] = []

    /// - Parameter table: the section's ACLs; ready-made ones that are used are added.
    public static func parse(
        _ words: [Word], isUnless: Bool, _ parser: ExpressionParser, _ table: inout ACLTable
    ) throws -> ACLCondition {
        var reading = ACLConditionParser(parser, words[...])
        try reading.read(&table)
        return ACLCondition(reading.terms, isUnless: isUnless)
    }

    private init(_ parser: ExpressionParser, _ words: ArraySlice<Word>) {
        self.parser = parser
        self.words = words
    }

    private mutating func read(_ table: inout ACLTable) throws {
        var isNegated = false
        while let word = words.popFirst() {
            var name = word.text
            if name == "or" || name == "||" {
                endGroup()
                isNegated = false
                continue
            }
            while name.hasPrefix("!") {
                isNegated.toggle()
                name.removeFirst()
            }
            if name.isEmpty { continue }
            let acl = name == "{" ? try anonymous(word) : try named(name, word, &table)
            terms.append(ACLCondition.Term(acl, isNegated: isNegated))
            isNegated = false
        }
        endGroup()
    }

    private mutating func endGroup() {
        guard !terms.isEmpty else { return }
        terms[terms.count - 1].endsGroup = true
    }

    private mutating func anonymous(_ brace: Word) throws -> ACL {
        guard let end = words.firstIndex(where: { $0.text == "}" }) else {
            throw ConfigurationError("missing closing '}' in condition.", at: brace)
        }
        let inside = Array(words[words.startIndex..<end])
        words = words[(end + 1)...]
        return ACL("", [try ACLParser.parse(inside, parser)])
    }

    private func named(_ name: String, _ word: Word, _ table: inout ACLTable) throws -> ACL {
        if let acl = table[name] { return acl }
        guard let text = ACLTable.predefined[name] else {
            throw ConfigurationError(
                "no such ACL : '\(name)'.", at: word, suggestions: Suggestion.nearest(to: name, among: table.names))
        }
        let acl = ACL(
            name, [try ACLParser.parse(text.split(separator: " ").map { Word(String($0)) }, parser)])
        table.keep(acl)
        return acl
    }
}
