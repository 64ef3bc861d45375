import Configuration
import Memory
import Samples

/// The words of a `tcp-check` or `http-check` rule while they are read.
struct CheckRuleReader {
    var arguments: Arguments
    let kind: CheckPlan.Kind
    private let expressions: ExpressionScope

    init(_ arguments: Arguments, _ kind: CheckPlan.Kind, _ expressions: ExpressionScope) {
        self.arguments = arguments
        self.kind = kind
        self.expressions = expressions
        self.arguments.subject = "'\(arguments.keyword)\(arguments.suffix)'"
    }

    /// The word behind another one.
    mutating func word(_ problem: String) throws -> Word {
        guard let word = arguments.optional() else { throw ConfigurationError(problem) }
        return word
    }

    mutating func text(of name: String) throws -> Word { try word("'\(name)' expects a string as argument.") }

    private func parser(at word: Word) -> ExpressionParser {
        let place = ExpressionPlace(
            line: arguments.line, word: word, section: arguments.context.name ?? "", uses: .checks)
        return ExpressionParser(expressions, at: place)
    }

    func format(_ word: Word, describesFormat: Bool = true) throws -> LogFormat {
        do { return try parser(at: word).format(word.bytes) } catch let error as ConfigurationError {
            guard describesFormat else { throw error }
            throw ConfigurationError(
                "'\(word.text)' invalid log-format string (\(error.message)).", column: error.column,
                suggestions: error.suggestions)
        }
    }

    /// Takes an expression, and converters in the words behind it.
    mutating func expression(_ word: Word, of what: String? = nil) throws -> Expression {
        do { return try parser(at: word).parse(word, following: &arguments) } catch let error as ConfigurationError {
            let context = what.map { "error detected while parsing \($0) expression : " } ?? ""
            throw ConfigurationError(
                "\(context)\(error.message).", column: error.column, suggestions: error.suggestions)
        }
    }

    func regularExpression(_ word: Word) throws -> RegularExpression {
        do throws(PatternFailure) { return try RegularExpression(bytes: word.bytes) } catch {
            throw ConfigurationError("\(error.messages.first ?? "").", at: word)
        }
    }

    /// The bytes that hexadecimal digits stand for.
    func digits(_ word: Word, _ prefix: String) throws -> ConstantBytes {
        guard word.bytes.count.isMultiple(of: 2) else {
            throw ConfigurationError(
                "\(prefix)invalid binary string (an even number of hex digit is expected).", at: word)
        }
        var bytes: [UInt8] = []
        var high: UInt8?
        for byte in word.bytes {
            guard let digit = byte.hexadecimalDigit else {
                throw ConfigurationError(
                    "\(prefix)invalid binary string (an hex digit is expected (found '\(Character(Unicode.Scalar(byte)))')).",
                    at: word)
            }
            if let first = high { bytes.append(first << 4 | digit) }
            high = high == nil ? digit : nil
        }
        return ConstantBytes(bytes)
    }

    // MARK: Variables

    /// The variable in the parentheses of the rule's word, and the conditions under which it is set.
    func variable() throws -> (VariableName, VariableConditions) {
        let action = String(arguments.keyword.split(separator: " ").last ?? "")
        guard arguments.suffix.hasPrefix("("), arguments.suffix.hasSuffix(")") else {
            throw ConfigurationError(
                "'\(action)' : invalid or incomplete action '\(action)'. Expects 'set-var(<var-name>)', "
                    + "'set-var-fmt(<var-name>)' or 'unset-var(<var-name>)'.")
        }
        let parts = arguments.suffix.dropFirst().dropLast().split(separator: ",", omittingEmptySubsequences: false)
        var conditions: VariableConditions = []
        for word in parts.dropFirst() {
            guard let condition = VariableConditions.named(String(word)) else {
                throw ConfigurationError("'\(action)' : unknown condition \"\(word)\".")
            }
            conditions.formUnion(condition)
        }
        let name: VariableName
        do { name = try VariableName(String(parts.first ?? "")) } catch {
            throw ConfigurationError("'\(action)' : \(error)")
        }
        guard [.process, .session, .check].contains(name.scope) else {
            throw ConfigurationError(
                "'\(action)' : checks have variables of the scopes 'proc', 'sess' and 'check' only (got '\(name.text)')."
            )
        }
        return (name, conditions)
    }
}
