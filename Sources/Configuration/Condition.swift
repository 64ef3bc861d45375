/// The expressions of `.if`, `.elif` and `-cc` (section 2.4): integers, predicates, parentheses, `!`, `&&` and `||`.
public struct Condition {
    /// Why an expression cannot be evaluated.
    public struct Failure: Error, Hashable {
        public let message: String
        /// The offending byte of the expression, counted from one.
        public let position: Int
        /// The nearest predicates to a name that is none.
        public var suggestions: [String] = []
    }

    private var cursor: ByteCursor
    private let facts: ConditionFacts
    private let environment: Environment
    private var depth = 0

    private static let maximumDepth = 200

    private init(_ text: [UInt8], _ facts: ConditionFacts, _ environment: Environment) {
        self.cursor = ByteCursor(text)
        self.facts = facts
        self.environment = environment
    }

    /// The truth of an expression whose words have been put together with single spaces.
    public static func evaluate(
        _ expression: String, facts: ConditionFacts, environment: Environment
    ) throws(Failure) -> Bool {
        var condition = Condition(Array(expression.utf8), facts, environment)
        condition.cursor.skipBlanks()
        if condition.cursor.isAtEnd { return false }
        let truth = try condition.alternatives()
        condition.cursor.skipBlanks()
        if let byte = condition.cursor.peek() {
            let position = condition.cursor.position
            let shown = byte < 0x80 ? String(UnicodeScalar(byte)) : condition.cursor.text(from: position)
            throw condition.failure(
                "unexpected character '\(shown)' at the end of conditional expression '\(expression)'", at: position)
        }
        return truth
    }

    /// The truth of the argument of the command-line option `-cc`, whose quotes and variables are not resolved yet.
    /// The message of a failure is what stands behind `config : `.
    public static func evaluate(
        commandLine argument: String, facts: ConditionFacts, environment: Environment
    ) throws(Failure) -> Bool {
        let words: [Word]
        do {
            words = try Tokenizer.words(of: Array(argument.utf8), environment: environment, endsAtComment: false)
        } catch {
            throw Failure(message: "Syntax Error in condition: \(error.message).", position: error.column)
        }
        do {
            return try evaluate(words.map(\.text).joined(separator: " "), facts: facts, environment: environment)
        } catch {
            let message = "Failed to evaluate condition: \(error.message)"
            throw Failure(message: message, position: error.position, suggestions: error.suggestions)
        }
    }

    private func failure(_ message: String, at position: Int) -> Failure {
        Failure(message: message, position: position + 1)
    }

    private func unparsable(from position: Int) -> Failure {
        failure("unparsable conditional expression '\(cursor.text(from: position))'", at: position)
    }

    // MARK: Operators

    /// Terms joined by `||`. All of them are read, so that a mistake in the last is found.
    private mutating func alternatives() throws(Failure) -> Bool {
        var truth = try conjunction()
        while try takeOperator("|") { truth = try conjunction() || truth }
        return truth
    }

    private mutating func conjunction() throws(Failure) -> Bool {
        var truth = try term()
        while try takeOperator("&") { truth = try term() && truth }
        return truth
    }

    /// Takes a doubled `character`, behind which something must follow.
    private mutating func takeOperator(_ character: Character) throws(Failure) -> Bool {
        cursor.skipBlanks()
        let start = cursor.position
        guard let byte = character.asciiValue, cursor.peek() == byte, cursor.peek(1) == byte else { return false }
        cursor.advance(2)
        cursor.skipBlanks()
        if cursor.isAtEnd { throw unparsable(from: start) }
        return true
    }

    private mutating func term() throws(Failure) -> Bool {
        cursor.skipBlanks()
        let start = cursor.position
        var isNegated = false
        while cursor.take("!") {
            isNegated.toggle()
            cursor.skipBlanks()
        }
        if cursor.peek() == UInt8(ascii: "(") { return try group(of: start) != isNegated }
        if let integer = integer() { return integer != isNegated }
        if let predicate = predicate() { return try answer(of: predicate) != isNegated }
        var failure = unparsable(from: start)
        let name = String(decoding: cursor.take(while: \.isNameByte), as: UTF8.self)
        failure.suggestions = Suggestion.nearest(to: name, among: ConditionPredicate.byName.keys)
        throw failure
    }

    /// An expression in parentheses, the operand of the term that starts at `term`.
    private mutating func group(of term: Int) throws(Failure) -> Bool {
        let start = cursor.position
        cursor.advance()
        depth += 1
        defer { depth -= 1 }
        guard depth <= Condition.maximumDepth else {
            let problem = "conditional expression with more than \(Condition.maximumDepth) nested parentheses"
            throw failure(problem, at: start)
        }
        cursor.skipBlanks()
        if cursor.isAtEnd { throw unparsable(from: term) }
        let truth = try alternatives()
        cursor.skipBlanks()
        guard cursor.take(")") else {
            throw failure("expected ')' after conditional expression '\(cursor.text(from: start))'", at: start)
        }
        return truth
    }

    // MARK: Operands

    /// Takes an integer in C's notation; true unless it is zero, however large it is.
    private mutating func integer() -> Bool? {
        let start = cursor.position
        if !cursor.take("-") { _ = cursor.take("+") }
        if cursor.peek() == UInt8(ascii: "0"), (cursor.peek(1) ?? 0) | 0x20 == UInt8(ascii: "x"),
            cursor.peek(2)?.hexadecimalValue != nil
        {
            cursor.advance(2)
            return cursor.take { $0.hexadecimalValue != nil }.contains { $0 != UInt8(ascii: "0") }
        }
        let digits = cursor.take(while: \.isASCIIDigit)
        if digits.isEmpty {
            cursor.move(to: start)
            return nil
        }
        return digits.contains { $0 != UInt8(ascii: "0") }
    }

    private mutating func predicate() -> ConditionPredicate? {
        let start = cursor.position
        let name = cursor.take(while: \.isNameByte)
        guard let predicate = ConditionPredicate.byName[String(decoding: name, as: UTF8.self)] else {
            cursor.move(to: start)
            return nil
        }
        return predicate
    }

    private mutating func answer(of predicate: ConditionPredicate) throws(Failure) -> Bool {
        let wanted = predicate.argumentCount
        let start = cursor.position
        let arguments = cursor.take("(") ? try readArguments(of: predicate) : [""]
        if arguments.count < wanted {
            throw failure(
                "missing arguments (got \(arguments.count)/\(wanted)), type 'string' expected in "
                    + Condition.place(predicate), at: start)
        }
        return predicate.answer(arguments, facts, environment)
    }

    /// The arguments behind an opening parenthesis, not more than the predicate takes.
    private mutating func readArguments(of predicate: ConditionPredicate) throws(Failure) -> [String] {
        let list: (arguments: [ArgumentList.Argument], end: Int)
        do {
            list = try ArgumentList.parse(Array(cursor.bytes[cursor.position...]))
        } catch {
            throw failure("expected ')' in \(Condition.place(predicate))", at: cursor.position - 1)
        }
        let wanted = predicate.argumentCount
        let arguments = list.arguments.map(\.text)
        if arguments.count > max(wanted, 1) || (wanted == 0 && arguments != [""]) {
            let surplus = cursor.position + list.arguments[wanted].start - (wanted == 0 ? 0 : 1)
            let rest = cursor.text(from: surplus)
            throw failure("expected ')' before '\(rest)' in \(Condition.place(predicate))", at: surplus)
        }
        cursor.advance(list.end)
        return arguments
    }

    private static func place(_ predicate: ConditionPredicate) -> String {
        "argument 1 of predicate '\(predicate.name)' used in conditional expression"
    }
}
