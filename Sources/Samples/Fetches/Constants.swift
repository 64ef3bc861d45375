import Memory

/// Values that are written in the configuration itself (manual, 7.3.2).
extension SampleFetch {
    /// `always_false`
    static let alwaysFalse = SampleFetch(
        "always_false", gives: .boolean, in: .everywhere, "False, for tests that never match."
    ) { _, _ in .boolean(false) }

    /// `always_true`
    static let alwaysTrue = SampleFetch(
        "always_true", gives: .boolean, in: .everywhere, "True, for tests that always match."
    ) { _, _ in .boolean(true) }

    /// `int(<integer>)`
    static let integer = SampleFetch(
        "int", gives: .integer, takes: ArgumentGrammar([.integer]), in: .everywhere, "A number."
    ) { arguments, _ in .integer(arguments.integer(0)) }

    /// `str(<string>)`
    static let string = SampleFetch(
        "str", gives: .string, takes: ArgumentGrammar([.string]), in: .everywhere, "A text."
    ) { arguments, _ in .string(arguments.text(0)) }

    /// `var(<name>[,<default>])`
    static let variable = SampleFetch(
        "var", gives: .any, takes: ArgumentGrammar([.variable], optional: [.string]), in: .everywhere,
        "The value of a variable, or the default."
    ) { arguments, evaluation in
        guard let name = arguments.variable(0) else { return nil }
        if let value = evaluation.variable(name) { return value }
        return arguments.has(1) ? .string(arguments.text(1)) : nil
    }
}
