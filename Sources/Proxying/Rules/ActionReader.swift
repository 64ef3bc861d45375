import Configuration
import Samples

/// The words behind an action while they are read.
public struct ActionReader {
    public var arguments: Arguments
    public let proxy: ProxyBuilder
    public let kind: RuleSetKind

    init(_ arguments: Arguments, _ proxy: ProxyBuilder, _ kind: RuleSetKind) {
        self.arguments = arguments
        self.proxy = proxy
        self.kind = kind
    }

    /// The parentheses behind the action's word, without them; empty if there are none.
    var call: String {
        guard arguments.suffix.hasPrefix("("), arguments.suffix.hasSuffix(")") else { return "" }
        return String(arguments.suffix.dropFirst().dropLast())
    }

    /// The action's word with its parentheses.
    private var actionName: String {
        (arguments.keyword.split(separator: " ").last.map { String($0) } ?? "") + arguments.suffix
    }

    mutating func announce(_ rule: String) { arguments.announceRule(rule) }

    /// Whether the next word begins the condition, or nothing is left.
    var isAtCondition: Bool { arguments.peek.map { $0.text == "if" || $0.text == "unless" } ?? true }

    // MARK: Values

    /// Takes a word; without one, throws `problem`.
    mutating func word(or problem: String) throws -> Word {
        guard !arguments.isAtEnd, let word = arguments.optional() else { throw ConfigurationError(problem) }
        return word
    }

    /// Takes as many words as an action has: `expects exactly 2 arguments.`
    mutating func words(_ count: Int) throws -> [Word] {
        let plural = count == 1 ? "argument" : "arguments"
        return try (0..<count).map { _ in try word(or: "expects exactly \(count) \(plural).") }
    }

    /// Takes an expression: one word, and converters in the words behind it.
    mutating func expression() throws -> Expression {
        let word = try word(or: "missing fetch method.")
        do { return try parser(at: word).parse(word, following: &arguments) } catch let error as ConfigurationError {
            guard !error.message.hasSuffix(".") else { throw error }
            throw ConfigurationError(
                error.message + ".", column: error.column, suggestions: error.suggestions)
        }
    }

    /// Compiles a word as a format.
    func format(_ word: Word) throws -> LogFormat { try parser(at: word).format(word.bytes) }

    /// Takes a format.
    mutating func format(or problem: String) throws -> LogFormat { try format(word(or: problem)) }

    /// A format whose text stands in the head of a message.
    func headFormat(_ word: Word) throws -> LogFormat { try parser(at: word).headFormat(word.bytes) }

    /// Throws `problem` unless the condition, or nothing, follows.
    func expectCondition(or problem: String) throws {
        if !isAtCondition { throw ConfigurationError(problem, at: arguments.peek) }
    }

    /// Compiles a word as a regular expression.
    func regularExpression(_ word: Word, _ prefix: String = "") throws -> RegularExpression {
        do throws(PatternFailure) { return try RegularExpression(bytes: word.bytes) } catch {
            throw ConfigurationError("\(prefix)\(error.messages.first ?? "").", at: word)
        }
    }

    /// A variable's name in the parentheses of the action.
    func variable() throws -> VariableName { try variable(call) }

    private func variable(_ name: String) throws -> VariableName {
        guard arguments.suffix.hasSuffix(")") else {
            let problem = arguments.suffix.isEmpty ? "invalid or incomplete action" : "incomplete argument after action"
            throw ConfigurationError(
                "\(problem) '\(actionName)'. Expects 'set-var(<var-name>)', "
                    + "'set-var-fmt(<var-name>)' or 'unset-var(<var-name>)'.")
        }
        do { return try VariableName(name) } catch { throw ConfigurationError("\(error)") }
    }

    /// A variable's name and the conditions under which it is set.
    func conditionalVariable() throws -> (VariableName, VariableConditions) {
        let parts = call.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var conditions: VariableConditions = []
        for word in parts.dropFirst() {
            guard let condition = VariableConditions.named(word) else {
                throw ConfigurationError("unknown condition \"\(word)\".")
            }
            conditions.formUnion(condition)
        }
        return (try variable(parts.first ?? ""), conditions)
    }

    func parser(at word: Word?) -> ExpressionParser {
        let place = ExpressionPlace(
            line: arguments.line, word: word, section: arguments.context.name ?? "",
            uses: kind.uses(in: arguments.context.places))
        return ExpressionParser(proxy.expressions, at: place)
    }

    /// The condition that ends the rule.
    mutating func condition(of rule: String) throws -> ACLCondition? {
        try arguments.condition(of: rule, proxy, uses: kind.uses(in: arguments.context.places))
    }
}
