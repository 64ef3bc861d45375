import HTTP
import Memory
import Samples

/// Actions on the fields of a head (manual, 4.4).
extension Action {
    /// `add-header`
    static let addHeader = Action(
        "add-header", in: .http, usage: "<name> <fmt>", "Appends a header field.", parse: field
    ) { arguments, evaluation in
        guard let value = arguments.format?.evaluate(evaluation) else { return .failed }
        return evaluation.edit { $0.addField(arguments.name.view, value) }
    }

    /// `set-header`
    static let setHeader = Action(
        "set-header", in: .http, usage: "<name> <fmt>", "Replaces all fields of a name by one.", parse: field
    ) { arguments, evaluation in
        // The new value may be made of the old one, so it is made first.
        guard let value = arguments.format?.evaluate(evaluation) else { return .failed }
        return evaluation.edit { message in
            message.removeFields(named: arguments.name.view)
            return message.addField(arguments.name.view, value)
        }
    }

    private static func field(_ reader: inout ActionReader) throws -> RuleArguments {
        let words = try reader.words(2)
        return RuleArguments(format: try reader.headFormat(words[1]), name: Array(words[0].text.lowercased().utf8))
    }
}

extension StreamEvaluation {
    /// Changes the message that is looked at; a change that has no room fails the rule.
    func edit(_ body: (Message) -> Bool) -> RuleOutcome {
        withMessage { message, _ in body(message) } == true ? .next : .failed
    }
}
