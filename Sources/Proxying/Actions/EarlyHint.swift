import Configuration
import Memory
import Samples

/// `early-hint` (manual, 4.4; RFC 8297).
extension Action {
    static let earlyHint = Action(
        "early-hint", in: .httpRequest, usage: "<name> <fmt>", "Sends a field before the response.",
        parse: { reader in
            let words = try reader.words(2)
            let hint = EarlyHints.Hint(
                name: ConstantBytes(Array(words[0].text.lowercased().utf8)), value: try reader.headFormat(words[1]),
                condition: nil)
            return RuleArguments(object: EarlyHints([hint]))
        }, run: runEarlyHints)

    fileprivate static let runEarlyHints: Rule.Run = { arguments, evaluation in
        guard let hints = arguments.object as? EarlyHints else { return .failed }
        return evaluation.withStream { stream in
            // Clients of HTTP/1.0 know no interim answers.
            guard !stream.summary.isOld, let client = stream.front as? H1Client else { return .next }
            return client.sendInterim { hints.write(evaluation, into: $0) } ? .next : .failed
        } ?? .failed
    }
}

/// The fields of rules that follow each other: they go out in one answer.
final class EarlyHints: Sendable {
    struct Hint: Sendable {
        let name: ConstantBytes
        let value: LogFormat
        var condition: ACLCondition?
    }

    private let hints: [Hint]

    init(_ hints: [Hint]) { self.hints = hints }

    /// Rules with hints that follow each other are made one.
    static func joined(_ rules: [Rule]) -> [Rule] {
        var result: [Rule] = []
        var open: [Hint] = []
        func close() {
            guard !open.isEmpty else { return }
            result.append(
                Rule(
                    run: Action.runEarlyHints, arguments: RuleArguments(object: EarlyHints(open)), condition: nil,
                    isFinal: false))
            open = []
        }
        for rule in rules {
            if let own = rule.arguments.object as? EarlyHints {
                open += own.hints.map { Hint(name: $0.name, value: $0.value, condition: rule.condition) }
            } else {
                close()
                result.append(rule)
            }
        }
        close()
        return result
    }

    /// Writes the answer, or nothing when no hint applies; false without room.
    fileprivate func write(_ evaluation: StreamEvaluation, into out: Buffer) -> Bool {
        var isOpen = false
        for hint in hints {
            if let condition = hint.condition, condition.matches(evaluation) != .yes { continue }
            if !isOpen {
                guard out.append("HTTP/1.1 103 Early Hints\r\n") else { return false }
                isOpen = true
            }
            guard let value = hint.value.evaluate(evaluation), out.append(hint.name.view), out.append(": "),
                out.append(value), out.append("\r\n")
            else { return false }
        }
        return !isOpen || out.append("\r\n")
    }
}
