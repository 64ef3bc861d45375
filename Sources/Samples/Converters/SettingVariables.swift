import Memory

/// Variables that are set in the middle of an expression (manual, 2.8).
extension Converter {
    /// `set-var(<var>[,<cond>...])`
    static let setVariable = Converter(
        "set-var", takes: .any, gives: .same,
        arguments: ArgumentGrammar([.variable], optional: [.string, .string, .string, .string]),
        "Keeps the value in a variable, under conditions.", check: checkConditions
    ) { value, arguments, evaluation in
        guard let name = arguments.variable(0) else { return nil }
        let conditions = VariableConditions(rawValue: arguments.integer(1))
        guard conditions.isEmpty || conditions.allow(value, name, evaluation) else { return nil }
        guard evaluation.setVariable(name, to: value) else { return value }
        // What came from this variable's own memory lies elsewhere in it now.
        return value.view == nil || name.scope == .process ? value : evaluation.variable(name) ?? value
    }

    /// `unset-var(<var>)`
    static let unsetVariable = Converter(
        "unset-var", takes: .any, gives: .same, arguments: ArgumentGrammar([.variable]), "Forgets a variable."
    ) { value, arguments, evaluation in
        guard let name = arguments.variable(0) else { return nil }
        // The value may lie in the memory that is given back.
        var kept = value
        if let view = value.view {
            guard let copy = evaluation.write({ $0.append(view) }) else { return nil }
            switch value {
            case .binary: kept = .binary(copy)
            case .method(let method, _): kept = .method(method, copy)
            default: kept = .string(copy)
            }
        }
        evaluation.unsetVariable(name)
        return kept
    }

    private static func checkConditions(_ arguments: inout PreparedArguments) throws {
        var conditions: VariableConditions = []
        for position in 1..<5 where arguments.has(position) {
            guard let condition = VariableConditions.named(arguments.text(position)) else {
                throw arguments.refuse("unknown condition \"\(arguments.text(position))\"")
            }
            conditions.formUnion(condition)
        }
        arguments.set(conditions.rawValue, at: 1)
    }
}

/// Conditions under which a variable is set; all must hold.
public struct VariableConditions: OptionSet, Sendable {
    public let rawValue: Int64
    public init(rawValue: Int64) { self.rawValue = rawValue }

    static let exists = VariableConditions(rawValue: 1)
    static let existsNot = VariableConditions(rawValue: 2)
    static let empty = VariableConditions(rawValue: 4)
    static let notEmpty = VariableConditions(rawValue: 8)
    static let isSet = VariableConditions(rawValue: 16)
    static let isNotSet = VariableConditions(rawValue: 32)
    static let greater = VariableConditions(rawValue: 64)
    static let less = VariableConditions(rawValue: 128)

    /// The condition that a word stands for.
    public static func named(_ name: String) -> VariableConditions? {
        switch name {
        case "ifexists": .exists
        case "ifnotexists": .existsNot
        case "ifempty": .empty
        case "ifnotempty": .notEmpty
        case "ifset": .isSet
        case "ifnotset": .isNotSet
        case "ifgt": .greater
        case "iflt": .less
        default: nil
        }
    }

    /// Whether a value may replace what the variable holds now.
    public func allow(_ value: Sample, _ name: VariableName, _ evaluation: Evaluation) -> Bool {
        let current = evaluation.variable(name)
        // Those of the process exist from the start, set or not.
        let exists = current != nil || name.scope == .process
        if contains(.exists), !exists { return false }
        if contains(.existsNot), exists { return false }
        if contains(.isSet), current == nil { return false }
        if contains(.isNotSet), current != nil { return false }
        let isEmpty = value.view?.isEmpty ?? false
        if contains(.empty), !isEmpty { return false }
        if contains(.notEmpty), isEmpty { return false }
        guard case .integer(let old) = current, case .integer(let new) = value else { return true }
        if contains(.greater), old <= new { return false }
        return !contains(.less) || old < new
    }
}
