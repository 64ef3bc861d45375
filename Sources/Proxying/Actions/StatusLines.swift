import Configuration
import HTTP
import Memory
import Samples

/// `set-status` (manual, 4.4).
extension Action {
    static let setStatus = Action(
        "set-status", in: [.httpResponse, .httpAfterResponse], usage: "<status> [reason <str>]",
        "Replaces the response's status.", parse: readStatus
    ) { arguments, evaluation in
        guard let status = UInt16(exactly: arguments.number) else { return .failed }
        return evaluation.edit { message in
            message.status = status
            return message.replaceReason(arguments.name.view)
        }
    }

    private static func readStatus(_ reader: inout ActionReader) throws -> RuleArguments {
        let word = try reader.word(
            or: "expects 1 argument: <status>; or 3 arguments: <status> reason <fmt>.")
        guard let status = UInt16(word.text), (100...999).contains(status) else {
            throw ConfigurationError("expects an integer status code between 100 and 999.", at: word)
        }
        var reason = Array(ReasonPhrase.of(status).utf8)
        if reader.arguments.peek?.text == "reason", let text = reader.arguments.peek(1) {
            reader.arguments.skip(2)
            reason = text.bytes
        }
        return RuleArguments(name: reason, number: Int64(status))
    }
}
