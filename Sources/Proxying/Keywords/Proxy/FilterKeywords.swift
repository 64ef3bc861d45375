import Configuration
import Memory
import Samples

extension Keyword<ProxyBuilder> {
    /// `filter` and `filter-sequence` (manual, 4.2 and 9).
    static let filters: [Keyword] = [
        bandwidthFilter("bwlim-in", .upload, "Limits how fast a stream takes what its client sends."),
        bandwidthFilter("bwlim-out", .download, "Limits how fast a stream takes what its server sends."),
        Keyword(
            "filter-sequence", in: .listen, usage: "{ request | response } <filter>[,<filter>]*",
            summary: "Names the filters that are at work."
        ) { arguments, proxy in
            let isRequest = try arguments.oneOf(["request": true, "response": false])
            let word = try arguments.next(named: "<filter_list>")
            let names = word.text.split(separator: ",").map(String.init)
            if isRequest {
                proxy.settings.filterSequences.request = names
            } else {
                proxy.settings.filterSequences.response = names
            }
            let line = arguments.line
            proxy.laterChecks.append { [unowned proxy] builder, _ in
                checkNames(names, of: proxy.settings, line, builder)
            }
        },
    ]

    /// Every name of a list must be that of a filter.
    private static func checkNames(
        _ names: [String], of settings: ProxySettings, _ line: ConfigurationLine, _ builder: GenerationBuilder
    ) {
        let known = settings.filters.flatMap { [$0.word, $0.name] }
        for name in names where !known.contains(name) {
            let problem = "Proxy '\(settings.name)': unable to find filter '\(name)' referenced by 'filter-sequence'."
            builder.refuse(line, problem, name, among: known)
        }
    }

    private static func bandwidthFilter(
        _ word: String, _ direction: BandwidthFilter.Direction, _ summary: String
    ) -> Keyword {
        Keyword(
            "filter \(word)", in: .listen,
            usage:
                "<name> { default-limit <size> default-period <time> | limit <size> key <expression> [table <table>] } "
                + "[min-size <size>]", summary: summary
        ) { arguments, proxy in
            arguments.subject = "'filter' : '\(word)'"
            var draft = try BandwidthDraft(&arguments)
            while let option = arguments.optional() { try draft.read(option, &arguments, proxy) }
            let filter = try draft.filter(direction)
            if proxy.settings.filters.contains(where: { $0.name == filter.name }) {
                let name = proxy.settings.name
                throw ConfigurationError("bwlim filter '\(filter.name)' already declared for proxy '\(name)'.")
            }
            proxy.settings.filters.append(filter)
            guard let key = draft.key else { return }
            let (line, table) = (arguments.line, draft.table)
            proxy.laterChecks.append { [unowned proxy] builder, _ in
                builder.share(filter, by: key, in: table, proxy, line)
            }
        }
    }
}

/// A `filter bwlim-…` line while it is read.
private struct BandwidthDraft {
    let name: String
    private var limit: Int?
    private var period: Milliseconds?
    private var minimumSize = 0
    private var sharedLimit: Int?
    private(set) var key: Expression?
    /// Nil: that of the proxy.
    private(set) var table: String?

    init(_ arguments: inout Arguments) throws(ConfigurationError) {
        guard let word = arguments.optional() else {
            throw ConfigurationError("a name is expected as first argument.")
        }
        name = word.text
    }

    mutating func read(_ option: Word, _ arguments: inout Arguments, _ proxy: ProxyBuilder) throws {
        let options = ["default-limit", "default-period", "key", "limit", "min-size", "table"]
        guard options.contains(option.text) else {
            throw ConfigurationError(
                "unknown keyword '\(option.text)'.", at: option,
                suggestions: Suggestion.nearest(to: option.text, among: options))
        }
        guard let value = arguments.optional() else {
            throw ConfigurationError("the value is missing for '\(option.text)' option.", at: option)
        }
        let isShared = ["key", "limit", "table"].contains(option.text)
        let isOwn = option.text.hasPrefix("default-")
        if isShared && (limit != nil || period != nil) || isOwn && (sharedLimit != nil || key != nil || table != nil) {
            throw ConfigurationError("cannot mix per-stream and shared parameter.", at: option)
        }
        switch option.text {
        case "default-limit": limit = try size(value, option)
        case "min-size": minimumSize = try size(value, option)
        case "default-period": period = try time(value, option)
        case "limit": sharedLimit = try size(value, option)
        case "table": table = value.text
        default: key = try expression(value, &arguments, proxy)
        }
    }

    private func expression(
        _ word: Word, _ arguments: inout Arguments, _ proxy: ProxyBuilder
    ) throws -> Expression {
        let rules: [RuleSetKind] = [.tcpContent, .httpRequest, .tcpResponse, .httpResponse]
        let uses = rules.reduce(into: SamplePlaces()) { $0.formUnion($1.uses(in: arguments.context.places)) }
        let place = ExpressionPlace(
            line: arguments.line, word: word, section: arguments.context.name ?? "", uses: uses)
        return try ExpressionParser(proxy.expressions, at: place).parse(word, following: &arguments)
    }

    private func size(_ value: Word, _ option: Word) throws(ConfigurationError) -> Int {
        do throws(SizeFailure) { return try ByteCount(configuration: value.text).rawValue } catch {
            throw refusal(value, option, error.reason)
        }
    }

    private func time(_ value: Word, _ option: Word) throws(ConfigurationError) -> Milliseconds {
        do throws(TimeFailure) { return try Milliseconds(configuration: value.text) } catch {
            throw refusal(value, option, error.reason)
        }
    }

    private func refusal(_ value: Word, _ option: Word, _ reason: String) -> ConfigurationError {
        ConfigurationError("invalid value for option '\(option.text)' (\(reason))", at: value)
    }

    func filter(_ direction: BandwidthFilter.Direction) throws(ConfigurationError) -> BandwidthFilter {
        if sharedLimit != nil || key != nil || table != nil { return try shared(direction) }
        guard let period, period > .zero else { throw ConfigurationError("<default-period> option is missing.") }
        guard let limit, let rate = BandwidthRate(limit: Int64(limit), period: period) else {
            throw ConfigurationError("<default-limit> option is missing.")
        }
        return BandwidthFilter(name: name, direction: direction, rate: rate, minimumSize: UInt64(minimumSize))
    }

    /// A filter whose period is known with its table.
    private func shared(_ direction: BandwidthFilter.Direction) throws(ConfigurationError) -> BandwidthFilter {
        guard key != nil else { throw ConfigurationError("<key> option is missing.") }
        guard let sharedLimit, let rate = BandwidthRate(limit: Int64(sharedLimit), period: .seconds(1)) else {
            throw ConfigurationError("<limit> option is missing.")
        }
        return BandwidthFilter(name: name, direction: direction, rate: rate, minimumSize: UInt64(minimumSize))
    }
}

extension SizeFailure {
    fileprivate var reason: String {
        switch self {
        case .missing: "a size is missing"
        case .unexpectedCharacter(let character): "unexpected character '\(character)'"
        case .overflow: "the size is too large"
        }
    }
}

extension TimeFailure {
    fileprivate var reason: String {
        switch self {
        case .missing: "a time is missing"
        case .unexpectedCharacter(let character), .trailingCharacter(let character, _):
            "unexpected character '\(character)'"
        case .overflow: "the time is too long"
        }
    }
}
