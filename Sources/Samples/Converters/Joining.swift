import Memory

/// Texts made of several (manual, 7.3.1 `concat`, `add_item`, `iif`).
extension Converter {
    /// `concat([<start>[,<var>[,<end>]]])`
    static let concat = Converter(
        "concat", takes: .string, gives: .string,
        arguments: ArgumentGrammar(optional: [.string, .variable, .string]),
        "Appends a text, a variable and another text."
    ) { value, arguments, evaluation in
        value.rewritten(evaluation) { view, out in
            guard out.append(view), out.append(arguments.text(0)) else { return false }
            if let name = arguments.variable(1), let variable = evaluation.variable(name) {
                guard variable.appendText(to: out) else { return false }
            }
            return out.append(arguments.text(2))
        }
    }

    /// `add_item(<delim>[,<var>[,<suff>]])`
    static let addItem = Converter(
        "add_item", takes: .string, gives: .string,
        arguments: ArgumentGrammar([.string, .variable], optional: [.string]),
        "Appends a variable and a text, behind a delimiter if there is something on both sides of it.",
        check: { arguments in
            if arguments.variable(1) == nil, arguments.bytes(2).isEmpty {
                throw arguments.refuse("one of the optional arguments has to be nonempty.")
            }
        },
        apply: { value, arguments, evaluation in
            value.rewritten(evaluation) { view, out in
                let variable = arguments.variable(1).flatMap { evaluation.variable($0) }
                let suffix = arguments.text(2)
                guard out.append(view) else { return false }
                if !view.isEmpty, variable != nil || !suffix.isEmpty, !out.append(arguments.text(0)) { return false }
                if let variable, !variable.appendText(to: out) { return false }
                return out.append(suffix)
            }
        })

    /// `iif(<true>,<false>)`
    static let iif = Converter(
        "iif", takes: .boolean, gives: .string, arguments: ArgumentGrammar([.string, .string]),
        "One text for true, another for false."
    ) { value, arguments, _ in
        guard case .boolean(let isTrue) = value else { return nil }
        return .string(arguments.text(isTrue ? 0 : 1))
    }
}
