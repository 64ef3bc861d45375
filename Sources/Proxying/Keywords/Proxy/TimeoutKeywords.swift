import Configuration
import Memory

extension Keyword<ProxyBuilder> {
    /// `timeout <event> <time>` (manual, 4.2).
    static var timeouts: [Keyword] {
        [
            timeout("check", .proxies, \.check, "Sets the time a health check may take after it is connected."),
            timeout("client", [.defaults, .frontend], \.client, "Sets how long a client may be silent."),
            timeout(
                "client-fin", [.defaults, .frontend], \.clientFin, "Sets how long a half-closed client may be silent."),
            timeout("connect", [.defaults, .backend], \.connect, "Sets how long connecting to a server may take."),
            timeout(
                "http-keep-alive", .proxies, \.httpKeepAlive, "Sets how long a client may wait between two requests."),
            timeout(
                "http-request", .proxies, \.httpRequest, "Sets how long a client may take to send a request's head."),
            timeout("queue", [.defaults, .backend], \.queue, "Sets how long a request may wait for a server."),
            timeout("server", [.defaults, .backend], \.server, "Sets how long a server may be silent."),
            timeout(
                "server-fin", [.defaults, .backend], \.serverFin, "Sets how long a half-closed server may be silent."),
            timeout("tarpit", .proxies, \.tarpit, "Sets how long a tarpitted client is kept."),
            timeout("tunnel", [.defaults, .backend], \.tunnel, "Sets how long a tunnel may be silent."),
            inspection("tcp-request", .proxies, \.inspection, "Sets how long rules may wait for a client's data."),
            inspection(
                "tcp-response", [.defaults, .backend], \.responseInspection,
                "Sets how long rules may wait for a server's data."),
        ]
    }

    private static func inspection(
        _ direction: String, _ places: SectionSet, _ field: WritableKeyPath<Timeouts, Milliseconds> & Sendable,
        _ summary: String
    ) -> Keyword {
        Keyword("\(direction) inspect-delay", in: places, usage: "<time>", summary: summary) { arguments, proxy in
            try arguments.refuseAnonymousDefaults()
            guard arguments.peek != nil else {
                throw ConfigurationError(
                    "'\(direction) inspect-delay' expects a positive delay in milliseconds, in "
                        + "\(proxy.settings.kindName) '\(proxy.settings.name)'")
            }
            proxy.settings.timeouts[keyPath: field] = try arguments.duration(named: "<time>")
        }
    }

    private static func timeout(
        _ event: String, _ places: SectionSet, _ field: WritableKeyPath<Timeouts, Milliseconds> & Sendable,
        _ summary: String
    ) -> Keyword {
        Keyword("timeout \(event)", in: places, usage: "<time>", summary: summary) { arguments, proxy in
            let time = try arguments.duration(named: "<time>")
            proxy.settings.timeouts[keyPath: field] = time == .zero ? .never : time
        }
    }
}
