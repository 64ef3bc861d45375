import Configuration
import Samples

/// `set-var`, `set-var-fmt` and `unset-var` (manual, 4.4).
extension Action {
    static let setVariable = Action(
        "set-var", in: .all, usage: "(<name>[,<condition>...]) <expr>",
        "Sets a variable to the value of an expression.", matching: .call, parse: readExpression
    ) { arguments, evaluation in
        set(arguments, arguments.expression?.evaluate(evaluation), evaluation)
    }

    static let setVariableFormat = Action(
        "set-var-fmt", in: .all, usage: "(<name>[,<condition>...]) <fmt>", "Sets a variable to a text.",
        matching: .call, parse: readFormat
    ) { arguments, evaluation in
        set(arguments, arguments.format?.evaluate(evaluation).map { .string($0) }, evaluation)
    }

    static let unsetVariable = Action(
        "unset-var", in: .all, usage: "(<name>)", "Forgets a variable.", matching: .call, parse: readName
    ) { arguments, evaluation in
        if let name = arguments.variable { evaluation.unsetVariable(name) }
        return .next
    }

    @inline(__always)
    private static func set(
        _ arguments: RuleArguments, _ value: Sample?, _ evaluation: StreamEvaluation
    ) -> RuleOutcome {
        guard let name = arguments.variable, let value else { return .next }
        let conditions = VariableConditions(rawValue: arguments.number)
        if conditions.isEmpty || conditions.allow(value, name, evaluation) { evaluation.setVariable(name, to: value) }
        return .next
    }

    private static func readName(_ reader: inout ActionReader) throws -> RuleArguments {
        RuleArguments(variable: try reader.variable())
    }

    private static func readExpression(_ reader: inout ActionReader) throws -> RuleArguments {
        let (name, conditions) = try reader.conditionalVariable()
        return RuleArguments(
            expression: try reader.expression(), variable: name, number: conditions.rawValue)
    }

    private static func readFormat(_ reader: inout ActionReader) throws -> RuleArguments {
        let (name, conditions) = try reader.conditionalVariable()
        return RuleArguments(
            format: try reader.format(or: "expects a format behind the variable."), variable: name,
            number: conditions.rawValue)
    }
}
