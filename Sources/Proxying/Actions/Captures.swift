import Configuration
import Samples

/// `capture` (manual, 4.4).
extension Action {
    static let capture = Action(
        "capture", in: [.tcpContent, .httpRequest, .httpResponse, .httpAfterResponse],
        usage: "<sample> [len <length> | id <id>]", "Keeps a value for logs and later rules.", parse: readCapture
    ) { arguments, evaluation in
        guard let side = CapturePlan.Side(rawValue: arguments.number >> 32),
            let text = arguments.expression?.evaluate(evaluation, as: .string)?.view
        else { return .next }
        evaluation.withStream { $0.capture(text, at: Int(arguments.number & 0xffff_ffff), side) }
        return .next
    }

    private static func readCapture(_ reader: inout ActionReader) throws -> RuleArguments {
        let isResponse = reader.kind == .httpResponse || reader.kind == .httpAfterResponse
        let side: CapturePlan.Side = isResponse ? .response : .request
        let problem =
            isResponse ? "expects <expression> id <idx>." : "expects <expression> [ 'len' <length> | id <idx> ]."
        guard !reader.arguments.isAtEnd else { throw ConfigurationError(problem) }
        let expression = try reader.expression()
        guard let word = reader.arguments.optional(), let value = reader.arguments.optional() else {
            throw ConfigurationError(problem)
        }
        let index: Int
        if word.text == "id" {
            index = try slot(value, side, reader)
        } else if isResponse {
            throw ConfigurationError("expects 'id', found '\(word.text)'.", at: word)
        } else {
            guard word.text == "len" else {
                throw ConfigurationError("expects 'len or 'id', found '\(word.text)'.", at: word)
            }
            index = try declare(value, side, reader)
        }
        return RuleArguments(expression: expression, number: side.rawValue << 32 | Int64(index))
    }

    /// A slot that is declared somewhere in the frontend.
    private static func slot(_ word: Word, _ side: CapturePlan.Side, _ reader: ActionReader) throws -> Int {
        guard let index = UInt16(word.text) else {
            throw ConfigurationError("cannot parse id '\(word.text)'.", at: word)
        }
        let proxy = reader.proxy
        let rule = "\(reader.kind.words) capture"
        let line = reader.arguments.line
        proxy.laterChecks.append { [unowned proxy] _, diagnostics in
            guard proxy.settings.isFrontend, proxy.settings.captures.place(Int(index), side) == nil else { return }
            diagnostics.add(
                line.diagnostic(
                    .alert,
                    "Proxy '\(proxy.settings.name)': unable to find capture id '\(index)' referenced by \(rule) rule.",
                    column: word.column))
        }
        return Int(index)
    }

    /// A slot of the rule's own.
    private static func declare(_ word: Word, _ side: CapturePlan.Side, _ reader: ActionReader) throws -> Int {
        guard reader.proxy.settings.isFrontend else {
            throw ConfigurationError("proxy '\(reader.proxy.settings.name)' has no frontend capability.")
        }
        guard let limit = Int(word.text), limit > 0 else { throw ConfigurationError("length must be > 0.", at: word) }
        reader.proxy.settings.captures[side].append(CapturePlan.Slot(field: nil, limit: limit))
        return reader.proxy.settings.captures[side].count - 1
    }
}
