import Memory

/// `regsub(<regex>,<subst>[,<flags>])` (manual, 7.3.1).
extension Converter {
    static let regularReplacement = Converter(
        "regsub", takes: .string, gives: .string,
        arguments: ArgumentGrammar([.regularExpression, .string], optional: [.string]),
        "Replaces what matches a regular expression.",
        check: prepare
    ) { value, arguments, evaluation in
        guard let subject = value.view, let expression = arguments.object(as: RegularExpression.self),
            let scratch = evaluation.patterns?.scratch
        else { return nil }
        let text = evaluation.write { out in
            Substitution.replace(
                expression, in: subject, with: arguments.text(1), all: arguments.integer(2) == 1, to: out, scratch)
        }
        return text.map { .string($0) }
    }

    private static let prepare: Check = { arguments in
        let flags = arguments.text(2)
        if let flag = flags.first(where: { $0 != "i" && $0 != "g" }) {
            throw arguments.refuse("invalid regex flag '\(flag)', only 'i' and 'g' are supported")
        }
        do throws(PatternFailure) {
            arguments.object = try RegularExpression(
                bytes: arguments.bytes(0), ignoresCase: flags.contains("i"))
        } catch {
            throw arguments.refuse(error.messages.first ?? "")
        }
        arguments.set(flags.contains("g") ? 1 : 0, at: 2)
    }
}
