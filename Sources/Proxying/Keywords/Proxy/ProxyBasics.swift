import Configuration

extension Keyword<ProxyBuilder> {
    /// `mode { tcp | http | log | spop | haterm }`
    static let mode = Keyword("mode", in: .proxies, usage: "{ tcp | http }", summary: "Sets the protocol.") {
        arguments, proxy in
        proxy.settings.mode = try arguments.oneOf(["tcp": ProxyMode.tcp, "http": .http])
    }

    static let defaultBackend = Keyword(
        "default_backend", in: [.defaults, .frontend], usage: "<backend>",
        summary: "Names the backend that no rule overrides."
    ) { arguments, proxy in proxy.settings.defaultBackend = try arguments.next(named: "<backend>").text }

    static let useBackend = Keyword(
        "use_backend", in: .frontend, usage: "<backend> [{if | unless} <condition>]", summary: "Names the backend."
    ) { arguments, proxy in
        let name = try arguments.next(named: "<backend>").text
        if let word = arguments.peek, word.text == "if" || word.text == "unless" {
            throw ConfigurationError("conditions are not built yet: they come with the expression language", at: word)
        }
        if proxy.settings.usedBackend == nil { proxy.settings.usedBackend = name }
    }

    static let httpReuse = Keyword(
        "http-reuse", in: [.defaults, .backend], usage: "{ never | safe | aggressive | always }",
        summary: "Says when server connections serve several clients."
    ) { arguments, proxy in
        proxy.settings.reuse = try arguments.oneOf([
            "never": ReusePolicy.never, "safe": .safe, "aggressive": .aggressive, "always": .always,
        ])
    }

    static let retries = Keyword(
        "retries", in: [.defaults, .backend], usage: "<number>", summary: "Sets how often connecting is tried again."
    ) {
        arguments, proxy in
        proxy.settings.retries = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
    }

    static let proxyMaximumConnections = Keyword(
        "maxconn", in: [.defaults, .frontend], usage: "<number>",
        summary: "Limits the frontend's concurrent connections."
    ) { arguments, proxy in
        proxy.settings.maximumConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
    }
}
