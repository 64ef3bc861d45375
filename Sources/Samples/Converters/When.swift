extension Converter {
    /// `when(<condition>[,<args>...])`
    static let when = Converter(
        "when", takes: .any, gives: .same,
        arguments: ArgumentGrammar([.string], optional: [.string, .string, .string]),
        "Passes the value on while the process is stopping, or while it is not.",
        check: { arguments in
            var name = arguments.text(0)
            let isNegated = name.hasPrefix("!")
            if isNegated { name.removeFirst() }
            switch name {
            case "stopping": arguments.set(isNegated ? 0 : 1, at: 0)
            case "acl", "error", "forwarded", "normal", "processed", "toapplet":
                throw arguments.refuse("condition '\(name)' is not built yet, only 'stopping' is.")
            default:
                throw arguments.refuse(
                    "unknown condition '\(name)', expects 'acl', 'error', 'forwarded', 'normal', 'processed', 'stopping' or 'toapplet'."
                )
            }
        },
        apply: { value, arguments, evaluation in
            evaluation.isStopping == (arguments.integer(0) == 1) ? value : nil
        })
}
