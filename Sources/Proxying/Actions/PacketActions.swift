import Configuration
import Memory
import Samples
import Transport

/// Actions on the packets of connections (manual, 4.4): marks of the kernel and types of service.
extension Action {
    private static let front: RuleSetKinds = [
        .tcpConnection, .tcpSession, .tcpContent, .tcpResponse, .httpRequest, .httpResponse,
    ]
    private static let back: RuleSetKinds = [.tcpContent, .httpRequest]

    static let packets: [Action] = [
        mark("set-fc-mark", in: front, "Marks packets to the client.", apply: markClient),
        mark("set-mark", in: front, "As `set-fc-mark`.", apply: markClient),
        serviceType("set-fc-tos", in: front, "Sets the type of service of packets to the client.", apply: typeClient),
        serviceType("set-tos", in: front, "As `set-fc-tos`.", apply: typeClient),
        mark("set-bc-mark", in: back, "Marks packets to the server.") { value, evaluation in
            evaluation.withStream { $0.adjust { $0.mark = value } }
        },
        serviceType("set-bc-tos", in: back, "Sets the type of service of packets to the server.") { value, evaluation in
            evaluation.withStream { $0.adjust { $0.serviceType = value } }
        },
    ]

    private static let markClient: @Sendable (UInt32, StreamEvaluation) -> Void? = { value, evaluation in
        evaluation.withClient { SocketOption.set($0.descriptor, mark: value) }
    }

    private static let typeClient: @Sendable (UInt8, StreamEvaluation) -> Void? = { value, evaluation in
        evaluation.withClient { SocketOption.set($0.descriptor, serviceType: value) }
    }

    private static func mark(
        _ name: String, in sets: RuleSetKinds, _ summary: String,
        apply: @escaping @Sendable (UInt32, StreamEvaluation) -> Void?
    ) -> Action {
        Action(name, in: sets, usage: "{ <mark> | <expr> }", summary, parse: readNumber) { arguments, evaluation in
            if let value = number(arguments, evaluation) { _ = apply(UInt32(truncatingIfNeeded: value), evaluation) }
            return .next
        }
    }

    private static func serviceType(
        _ name: String, in sets: RuleSetKinds, _ summary: String,
        apply: @escaping @Sendable (UInt8, StreamEvaluation) -> Void?
    ) -> Action {
        Action(name, in: sets, usage: "{ <tos> | <expr> }", summary, parse: readNumber) { arguments, evaluation in
            if let value = number(arguments, evaluation) { _ = apply(UInt8(truncatingIfNeeded: value), evaluation) }
            return .next
        }
    }

    /// A number, decimal or behind `0x`, or an expression.
    private static func readNumber(_ reader: inout ActionReader) throws -> RuleArguments {
        guard let word = reader.arguments.peek, !reader.isAtCondition else {
            throw ConfigurationError("expects exactly 1 argument (integer/hex value or expression).")
        }
        guard word.text.utf8.first.map({ $0 >= 48 && $0 <= 57 }) == true else {
            return RuleArguments(expression: try reader.expression())
        }
        reader.arguments.skip()
        let isHexadecimal = word.text.lowercased().hasPrefix("0x")
        guard let value = isHexadecimal ? UInt32(word.text.dropFirst(2), radix: 16) : UInt32(word.text) else {
            throw ConfigurationError(
                "invalid character starting at '\(word.text)' (integer/hex value expected).", at: word)
        }
        return RuleArguments(number: Int64(value))
    }

    private static func number(_ arguments: RuleArguments, _ evaluation: StreamEvaluation) -> Int64? {
        guard let expression = arguments.expression else { return arguments.number }
        guard case .integer(let value)? = expression.evaluate(evaluation, as: .integer) else { return nil }
        return value
    }
}
