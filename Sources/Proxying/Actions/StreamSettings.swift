import Configuration
import Memory
import Samples

/// Actions that change how one exchange is handled (manual, 4.4).
extension Action {
    static let setTimeout = Action(
        "set-timeout", in: [.httpRequest, .httpResponse],
        usage: "{ client | connect | queue | server | tarpit | tunnel } { <timeout> | <expr> }",
        "Replaces a timeout for this exchange.", parse: readTimeout
    ) { arguments, evaluation in
        guard let kind = StreamAdjustments.TimeoutKind(rawValue: arguments.number >> 32),
            let delay = DelayArguments.delay(arguments, evaluation)
        else { return .next }
        evaluation.withStream { stream in
            stream.adjust { $0.timeouts[kind] = delay }
            stream.front.touched()
            stream.back?.touched()
        }
        return .next
    }

    private static func readTimeout(_ reader: inout ActionReader) throws -> RuleArguments {
        guard reader.arguments.peek(1) != nil, let word = reader.arguments.optional() else {
            throw ConfigurationError("expects exactly 2 arguments.")
        }
        guard let kind = StreamAdjustments.TimeoutKind(word: word.text) else {
            throw ConfigurationError(
                "'set-timeout' rule supports 'client'/'connect'/'queue'/'server'/'tarpit'/'tunnel' (got '\(word.text)').",
                at: word)
        }
        let proxy = reader.proxy.settings
        if !reader.proxy.isDefaults {
            if kind == .client, !proxy.isFrontend {
                throw ConfigurationError("proxy '\(proxy.name)' has no frontend capability.", at: word)
            }
            if kind != .client, kind != .tarpit, !proxy.isBackend {
                throw ConfigurationError("proxy '\(proxy.name)' has no backend capability.", at: word)
            }
        }
        return try DelayArguments.read(&reader, rule: "set-timeout \(word.text)", number: kind.rawValue << 32)
    }

    static let setRetries = Action(
        "set-retries", in: [.tcpContent, .httpRequest], usage: "{ <int> | <expr> }",
        "Replaces the number of retries for this exchange.", parse: readRetries
    ) { arguments, evaluation in
        var retries = arguments.number
        if let expression = arguments.expression {
            guard case .integer(let value)? = expression.evaluate(evaluation, as: .integer) else { return .next }
            retries = value
        }
        if let count = Int(exactly: retries), (0...100).contains(count) {
            evaluation.withStream { $0.adjust { $0.retries = count } }
        }
        return .next
    }

    private static func readRetries(_ reader: inout ActionReader) throws -> RuleArguments {
        guard reader.proxy.settings.isBackend else {
            throw ConfigurationError("proxy '\(reader.proxy.settings.name)' has no backend capability.")
        }
        guard let word = reader.arguments.peek, !reader.isAtCondition else {
            throw ConfigurationError("expects exactly 1 argument (an expression or an integer value).")
        }
        guard let count = Int64(word.text) else { return RuleArguments(expression: try reader.expression()) }
        guard (0...100).contains(count) else {
            throw ConfigurationError("expects an integer value in the range [0, 100].", at: word)
        }
        reader.arguments.skip()
        return RuleArguments(number: count)
    }

    static let disableRetries = Action(
        "disable-l7-retry", in: .httpRequest, "Lets nothing but a failed connection lead to another try."
    ) { _, evaluation in
        evaluation.withStream { $0.adjust { $0.retriesConnectingOnly = true } }
        return .next
    }

    static let setNice = Action(
        "set-nice", in: [.tcpContent, .tcpResponse, .httpRequest, .httpResponse], usage: "<nice>",
        "Lets the exchange come before or behind others that are ready at the same time.",
        parse: { reader in
            let word = try reader.word(or: "expects exactly 1 argument (integer value).")
            // What is no number counts as none, as in HAProxy.
            let value = Int64(word.text) ?? 0
            return RuleArguments(number: min(max(value, -1024), 1024))
        },
        run: { arguments, evaluation in
            evaluation.withStream { $0.adjust { $0.niceness = Int(arguments.number) } }
            evaluation.context.loop.usesNiceness = true
            return .next
        })

    static let setLogLevel = Action(
        "set-log-level", in: [.tcpContent, .tcpResponse, .http], usage: "<level>",
        "Sets the level at which the exchange is logged.",
        parse: { reader in
            let problem = "expects exactly 1 argument (log level name or 'silent')."
            let word = try reader.word(or: problem)
            if word.text == "silent" { return RuleArguments(number: -1) }
            guard let level = LogLevel(name: word.text) else { throw ConfigurationError(problem, at: word) }
            return RuleArguments(number: Int64(level.rawValue))
        },
        run: { arguments, evaluation in
            let level = UInt8(exactly: arguments.number).flatMap { LogLevel(rawValue: $0) }
            evaluation.withStream { $0.adjust { $0.log = level.map { .level($0) } ?? .silent } }
            return .next
        })
}

extension StreamAdjustments.TimeoutKind {
    init?(word: String) {
        switch word {
        case "client": self = .client
        case "connect": self = .connect
        case "queue": self = .queue
        case "server": self = .server
        case "tarpit": self = .tarpit
        case "tunnel": self = .tunnel
        default: return nil
        }
    }
}
