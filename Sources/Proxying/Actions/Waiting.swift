import Configuration
import HTTP
import Memory
import Samples

/// Actions that let time pass (manual, 4.4).
extension Action {
    static let pause = Action(
        "pause", in: [.httpRequest, .httpResponse], usage: "{ <timeout> | <expr> }",
        "Waits before the rules go on.", parse: { try DelayArguments.read(&$0, rule: "pause") },
        run: { arguments, evaluation in
            evaluation.withStream { stream in
                if stream.ruleDeadline != .zero { return stream.stillWaits() ? .wait : .next }
                guard let delay = DelayArguments.delay(arguments, evaluation) else { return .next }
                return stream.wait(for: delay)
            } ?? .next
        })

    static let waitForBody = Action(
        "wait-for-body", in: [.httpRequest, .httpResponse], usage: "time <time> [at-least <bytes>]",
        "Waits for the request's body.", parse: readBody
    ) { arguments, evaluation in
        evaluation.withStream { stream in
            stream.waitForBody(
                Milliseconds(arguments.number & 0xffff_ffff), atLeast: Int(arguments.number >> 32))
        } ?? .next
    }

    /// Without a handshake nothing is waited for: rules are run once a connection's transport is ready.
    static let waitForHandshake = Action(
        "wait-for-handshake", in: .httpRequest, "Waits for the end of the client's TLS handshake."
    ) { _, _ in .next }

    private static func readBody(_ reader: inout ActionReader) throws -> RuleArguments {
        var time: Milliseconds?
        var least: Int64 = 0
        while !reader.isAtCondition, let word = reader.arguments.peek, word.text == "time" || word.text == "at-least" {
            reader.arguments.skip()
            let value = try reader.word(or: "missing argument for '\(word.text)'.")
            if word.text == "time" {
                time = try DelayArguments.milliseconds(value)
            } else {
                guard let count = try? ByteCount(configuration: value.text) else {
                    throw ConfigurationError("unexpected character '\(value.text.prefix(1))'.", at: value)
                }
                least = Int64(min(count.rawValue, 1 << 28))
            }
        }
        guard let time else { throw ConfigurationError("expects time <time> [ at-least <bytes> ].") }
        return RuleArguments(number: least << 32 | time.rawValue)
    }
}
