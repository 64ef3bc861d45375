import Configuration
import Memory
import Samples

/// `set-bandwidth-limit` (manual, 4.4 and 9.7).
extension Action {
    static let setBandwidthLimit = Action(
        "set-bandwidth-limit", in: [.tcpContent, .tcpResponse, .httpRequest, .httpResponse],
        usage: "<name> [limit { <size> | <expr> }] [period { <time> | <expr> }]",
        "Limits how fast one side may send, by a filter of the proxy.", parse: readBandwidthLimit
    ) { arguments, evaluation in
        guard let choice = arguments.object(as: BandwidthChoice.self), let filter = choice.filter else { return .next }
        if let shared = filter.shared {
            // What has no key is not limited.
            guard let member = BandwidthMember(of: shared, evaluation) else { return .next }
            evaluation.withStream { $0.limit(filter, to: filter.rate, member) }
            return .next
        }
        let usual = filter.rate
        let limit = choice.limit.value(evaluation) ?? Int64(usual.limit)
        let period = choice.period.value(evaluation) ?? Int64(usual.period)
        let rate = BandwidthRate(limit: limit, period: Milliseconds(period)) ?? usual
        evaluation.withStream { $0.limit(filter, to: rate, nil) }
        return .next
    }

    private static func readBandwidthLimit(_ reader: inout ActionReader) throws -> RuleArguments {
        guard let name = reader.arguments.optional() else { throw ConfigurationError("missing bwlim filter name.") }
        var choice = BandwidthChoice(name: name, line: reader.arguments.line)
        while let word = reader.arguments.peek, !reader.isAtCondition {
            switch word.text {
            case "limit":
                choice = choice.with(
                    limit: try amount(&reader, "limit", "size") { try ByteCount(configuration: $0).rawValue })
            case "period":
                choice = choice.with(
                    period: try amount(&reader, "period", "time") { Int(try Milliseconds(configuration: $0).rawValue) })
            // The end of the rule says what is wrong.
            default: return RuleArguments(object: choice)
            }
        }
        return RuleArguments(object: choice)
    }

    /// The number, or the expression that finds one, behind a word of the rule.
    private static func amount(
        _ reader: inout ActionReader, _ name: String, _ kind: String, _ read: (String) throws -> Int
    ) throws -> BandwidthChoice.Amount {
        reader.arguments.skip()
        if let word = reader.arguments.peek, let value = try? read(word.text) {
            reader.arguments.skip()
            return .fixed(Int64(value))
        }
        let word = reader.isAtCondition ? nil : reader.arguments.peek
        do { return .found(try reader.expression()) } catch let error as ConfigurationError {
            let isKnown = word != nil && !error.message.hasPrefix("unknown fetch method")
            throw ConfigurationError(
                isKnown
                    ? "'\(name)': \(error.message)"
                    : "'\(name)': invalid \(kind) value or unknown fetch method '\(word?.text ?? "")'.",
                at: word, suggestions: error.suggestions)
        }
    }
}

/// What a rule says of a limit: the filter, found once all of the proxy is known, and what is different from it.
final class BandwidthChoice: Sendable {
    enum Amount: Sendable {
        case usual
        case fixed(Int64)
        case found(Expression)

        /// Nil for what the filter says.
        func value(_ evaluation: Evaluation) -> Int64? {
            switch self {
            case .usual: return nil
            case .fixed(let value): return value > 0 ? value : nil
            case .found(let expression):
                guard case .integer(let value)? = expression.evaluate(evaluation, as: .integer), value > 0 else {
                    return nil
                }
                return value
            }
        }
    }

    let name: Word
    let line: ConfigurationLine
    let limit: Amount
    let period: Amount
    let filter: BandwidthFilter?

    init(
        name: Word, line: ConfigurationLine, limit: Amount = .usual, period: Amount = .usual,
        filter: BandwidthFilter? = nil
    ) {
        self.name = name
        self.line = line
        self.limit = limit
        self.period = period
        self.filter = filter
    }

    /// It says something that the filter does not.
    var isOwn: Bool {
        if case .usual = limit, case .usual = period { return false }
        return true
    }

    func with(limit: Amount? = nil, period: Amount? = nil, filter: BandwidthFilter? = nil) -> BandwidthChoice {
        BandwidthChoice(
            name: name, line: line, limit: limit ?? self.limit, period: period ?? self.period,
            filter: filter ?? self.filter)
    }
}
