import Memory

/// Comparisons with a variable.
extension Converter {
    /// `strcmp(<var>)`
    static let strcmp = Converter(
        "strcmp", takes: .string, gives: .integer, arguments: ArgumentGrammar([.variable]),
        "Less, equal or greater than zero, as the text is less, equal or greater than a variable."
    ) { value, arguments, evaluation in
        guard let view = value.view, let name = arguments.variable(0),
            let other = evaluation.variable(name)?.cast(to: .string, evaluation)?.view
        else { return nil }
        let shared = min(view.count, other.count)
        let difference = view.slice(0, shared).compared(to: other.slice(0, shared))
        if difference != 0 { return .integer(Int64(difference)) }
        return .integer(Int64((view.count - other.count).signum()))
    }

    /// `secure_memcmp(<var>)`
    static let secureCompare = Converter(
        "secure_memcmp", takes: .binary, gives: .boolean, arguments: ArgumentGrammar([.variable]),
        "Whether the bytes are those of a variable, without telling by the time it takes where they differ."
    ) { value, arguments, evaluation in
        guard let view = value.view, let name = arguments.variable(0),
            let other = evaluation.variable(name)?.cast(to: .binary, evaluation)?.view
        else { return nil }
        guard view.count == other.count else { return .boolean(false) }
        return view.withSpan { left in
            other.withSpan { right in
                var difference: UInt8 = 0
                for index in left.indices { difference |= left[index] ^ right[index] }
                return .boolean(difference == 0)
            }
        }
    }
}
