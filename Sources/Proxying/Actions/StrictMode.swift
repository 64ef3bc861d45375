import Configuration

/// `strict-mode` (manual, 4.4).
extension Action {
    static let strictMode = Action(
        "strict-mode", in: .http, usage: "{ on | off }",
        "Says whether a change of the message that fails ends the exchange.", parse: readMode
    ) { arguments, evaluation in
        evaluation.withStream { $0.cursor.toleratesFailures = arguments.number == 0 }
        return .next
    }

    private static func readMode(_ reader: inout ActionReader) throws -> RuleArguments {
        let word = try reader.word(or: "expects exactly 1 arguments.")
        guard word.text == "on" || word.text == "off" else {
            throw ConfigurationError(
                "Unexpected value '\(word.text)'. Only 'on' and 'off' are supported.", at: word)
        }
        return RuleArguments(number: word.text == "on" ? 1 : 0)
    }
}
