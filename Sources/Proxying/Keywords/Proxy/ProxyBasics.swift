import Configuration

extension Keyword<ProxyBuilder> {
    /// What a proxy is (manual, 4.2).
    static let basics: [Keyword] = [
        Keyword("mode", in: .proxies, usage: "{ tcp | http | log }", summary: "Sets the protocol.") {
            arguments, proxy in
            let word = arguments.optional()
            switch word?.text {
            case "tcp": proxy.settings.mode = .tcp
            case "http": proxy.settings.mode = .http
            case "log": proxy.settings.mode = .log
            case "spop", "haterm":
                throw ConfigurationError(
                    "'mode \(word?.text ?? "")' is not built yet: it comes with filters", at: word)
            case "health":
                throw ConfigurationError(
                    "'mode health' doesn't exist anymore. Please use 'http-request return status 200' instead.",
                    at: word)
            default:
                throw ConfigurationError(
                    "unknown proxy mode '\(word?.text ?? "")'.", at: word,
                    suggestions: Suggestion.nearest(to: word?.text ?? "", among: ["http", "log", "tcp"]))
            }
        },
        Keyword("id", in: .listen, usage: "<id>", summary: "Numbers the proxy in statistics.") { arguments, proxy in
            proxy.settings.identifier = try arguments.customIdentifier()
        },
        Keyword("description", in: .listen, usage: "<text>", summary: "Describes the proxy in statistics.") {
            arguments, proxy in
            let words = arguments.remaining()
            guard !words.isEmpty else { throw ConfigurationError("'description' expects a string argument.") }
            proxy.settings.description = words.map(\.text).joined(separator: " ")
        },
        Keyword("disabled", in: .proxies, summary: "Leaves the proxy out.") { _, proxy in
            proxy.settings.isDisabled = true
        },
        Keyword("enabled", in: .proxies, summary: "Undoes 'disabled'.") { _, proxy in
            proxy.settings.isDisabled = false
        },
    ]

    /// How frontends find their backends, and how much they take.
    static let frontendBasics: [Keyword] = [
        Keyword(
            "default_backend", in: [.defaults, .frontend], usage: "<backend>",
            summary: "Names the backend that no rule overrides."
        ) { arguments, proxy in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'default_backend' expects a backend name.")
            }
            proxy.settings.defaultBackend = word.text
            proxy.defaultBackendLine = arguments.line
        },
        Keyword("maxconn", in: [.defaults, .frontend], usage: "<number>", summary: "Limits concurrent connections.") {
            arguments, proxy in
            proxy.settings.maximumConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword("backlog", in: [.defaults, .frontend], usage: "<number>", summary: "Sets the kernel's queue.") {
            arguments, proxy in
            proxy.settings.backlog = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
    ]
}
