import Configuration
import Samples

extension Keyword<ProxyBuilder> {
    /// How a backend reaches its servers (manual, 4.2).
    static let backendBasics: [Keyword] = [
        Keyword(
            "http-reuse", in: [.defaults, .backend], usage: "{ never | safe | aggressive | always }",
            summary: "Says when server connections serve several clients."
        ) { arguments, proxy in
            proxy.settings.reuse = try arguments.oneOf([
                "never": ReusePolicy.never, "safe": .safe, "aggressive": .aggressive, "always": .always,
            ])
        },
        Keyword("fullconn", in: [.defaults, .backend], usage: "<number>", summary: "Sets when the backend is full.") {
            arguments, proxy in
            proxy.settings.fullConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword(
            "max-keep-alive-queue", in: [.defaults, .backend], usage: "<number>",
            summary: "Sets how many may wait where a client comes back to its last server."
        ) { arguments, proxy in
            guard !arguments.isAtEnd else {
                throw ConfigurationError("'max-keep-alive-queue' expects an integer value (or -1 to disable).")
            }
            proxy.settings.keepAliveQueueLimit = try arguments.integer(named: "<number>", in: -1...Int(Int32.max))
        },
        Keyword(
            "max-session-srv-conns", in: [.defaults, .frontend], usage: "<number>",
            summary: "Sets how many connections to servers a client keeps for itself."
        ) { arguments, proxy in
            guard !arguments.isAtEnd else {
                throw ConfigurationError("'max-session-srv-conns' expects a number. Got no argument")
            }
            proxy.settings.sessionConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword("dispatch", in: .backend, usage: "<address>:<port>", summary: "Sends everything to one address.") {
            arguments, proxy in
            let word = arguments.peek
            let address = try arguments.address(named: "<address>", [.port, .portRequired, .names, .stream])
            do throws(AddressFailure) {
                proxy.settings.dispatch = try address.resolved()
            } catch {
                throw ConfigurationError("'dispatch' : \(error.message)", at: word)
            }
        },
        Keyword(
            "source", in: [.defaults, .backend],
            usage:
                "<addr>[:<port>] [usesrc { <addr>[:<port>] | client | clientip | hdr_ip(<name>[,<occurrence>]) }] [interface <name>]",
            summary: "Sets the address that connections to servers start from."
        ) { arguments, proxy in
            proxy.settings.source = try SourceArguments.parse(
                &arguments, ExpressionParser(proxy.expressions, at: .serverSource(arguments)), stopsAtUnknown: false)
        },
    ]

    /// What happens when a server fails.
    static let retryKeywords: [Keyword] = [
        Keyword("retries", in: [.defaults, .backend], usage: "<number>", summary: "Sets how often to try again.") {
            arguments, proxy in
            guard !arguments.isAtEnd else {
                throw ConfigurationError("'retries' expects an integer argument (dispatch counts for one).")
            }
            proxy.settings.retries = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword("retry-on", in: [.defaults, .backend], usage: "<event> ...", summary: "Says when to try again.") {
            arguments, proxy in
            let words = arguments.remaining()
            guard !words.isEmpty else {
                throw ConfigurationError("'retry-on' needs at least one keyword to specify when to retry")
            }
            var causes: RetryCauses = []
            for word in words {
                if word.text == "none" {
                    guard words.count == 1 else {
                        throw ConfigurationError("'retry-on' 'none' keyworld only usable alone", at: word)
                    }
                    continue
                }
                guard let cause = RetryCauses.words[word.text] else {
                    throw ConfigurationError(
                        "'retry-on': unknown keyword '\(word.text)'", at: word,
                        suggestions: Suggestion.nearest(to: word.text, among: RetryCauses.words.keys))
                }
                causes.formUnion(cause)
            }
            proxy.settings.retryOn = causes
        },
        Keyword(
            "option redispatch", in: [.defaults, .backend], usage: "[<interval>]",
            summary: "Lets another server be tried.", acceptsNegation: true
        ) { arguments, proxy in
            let interval = arguments.isAtEnd ? -1 : try arguments.integer(named: "<interval>", in: -10_000...10_000)
            let isWanted = arguments.negation == .none && interval != 0
            proxy.settings.redispatchInterval = isWanted ? interval : 0
            if isWanted {
                proxy.settings.options.insert(.redispatch)
            } else {
                proxy.settings.options.remove(.redispatch)
            }
        },
    ]
}

extension RetryCauses {
    /// The words of `retry-on`.
    static let words: [String: RetryCauses] = [
        "conn-failure": .connectionFailure, "empty-response": .emptyResponse, "junk-response": .junkResponse,
        "response-timeout": .responseTimeout,
        // Early data is not sent, so that it cannot be rejected.
        "0rtt-rejected": [], "401": .status401, "403": .status403, "404": .status404, "408": .status408,
        "421": .status421, "425": .status425, "429": .status429, "500": .status500, "501": .status501,
        "502": .status502, "503": .status503, "504": .status504,
        "all-retryable-errors": [
            .connectionFailure, .emptyResponse, .junkResponse, .responseTimeout, .status500, .status502, .status503,
            .status504,
        ],
    ]
}
