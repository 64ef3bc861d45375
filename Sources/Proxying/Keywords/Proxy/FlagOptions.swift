import Configuration

extension Keyword<ProxyBuilder> {
    /// Options that are on or off and take no argument (manual, 4.2).
    static var flagOptions: [Keyword] {
        [
            stated(
                "abortonclose", .proxies, .abortOnClose, .abortOnCloseStated,
                "Ends a queued request whose client has left."),
            flag(
                "accept-unsafe-violations-in-http-request", [.defaults, .frontend], .relaxedRequests,
                "Accepts some malformed requests."),
            flag(
                "accept-unsafe-violations-in-http-response", [.defaults, .backend], .relaxedResponses,
                "Accepts some malformed responses."),
            flag("allbackups", [.defaults, .backend], .allBackups, "Uses all backup servers at once."),
            flag(
                "checkcache", [.defaults, .backend], .checkCache,
                "Refuses responses with cookies that caches could give to others."),
            flag("clitcpka", [.defaults, .frontend], .clientKeepAlive, "Sends TCP keep-alive probes to clients."),
            flag("contstats", [.defaults, .frontend], .contStats, "Counts bytes while they flow."),
            flag(
                "h1-case-adjust-bogus-client", [.defaults, .frontend], .adjustClientCase,
                "Sends header names to clients as h1-case-adjust says."),
            flag(
                "h1-case-adjust-bogus-server", [.defaults, .backend], .adjustServerCase,
                "Sends header names to servers as h1-case-adjust says."),
            flag(
                "http-buffer-request", .proxies, .bufferRequest,
                "Waits for the body of a request before rules look at it."),
            flag(
                "http-drop-request-trailers", [.defaults, .backend], .dropRequestTrailers,
                "Does not pass on the trailers of requests."),
            flag(
                "http-drop-response-trailers", [.defaults, .frontend], .dropResponseTrailers,
                "Does not pass on the trailers of responses."),
            flag(
                "http-ignore-probes", [.defaults, .frontend], .ignoreProbes, "Ignores connections that send no request."
            ),
            flag("http-no-delay", .proxies, .noDelay, "Sends every piece at once."),
            flag(
                "http-pretend-keepalive", [.defaults, .backend], .pretendKeepAlive,
                "Does not tell servers that their connection will be closed."),
            flag(
                "http-use-proxy-header", [.defaults, .frontend], .useProxyHeader,
                "Uses Proxy-Connection instead of Connection."),
            flag(
                "idle-close-on-response", [.defaults, .frontend], .keepIdleWhenStopping,
                "Lets idle clients send one more request while the process stops."),
            flag(
                "independent-streams", .proxies, .independentStreams, "Does not let writing extend the read time-out."),
            flag(
                "log-health-checks", [.defaults, .backend], .logHealthChecks,
                "Logs every change of what checks say."),
            flag("nolinger", .proxies, .noLinger, "Resets connections when they are closed."),
            flag(
                "persist", [.defaults, .backend], .persist,
                "Sends clients to the server that their cookie names although it is down."),
            flag(
                "prefer-last-server", [.defaults, .backend], .preferLastServer,
                "Keeps a client with the server of its last request."),
            flag("socket-stats", [.defaults, .frontend], .socketStatistics, "Counts per listening socket."),
            flag("splice-auto", .proxies, .spliceAuto, "Lets the kernel move long bodies."),
            flag("splice-request", .proxies, .spliceRequest, "Lets the kernel move request bodies."),
            flag("splice-response", .proxies, .spliceResponse, "Lets the kernel move response bodies."),
            flag("srvtcpka", [.defaults, .backend], .serverKeepAlive, "Sends TCP keep-alive probes to servers."),
            stated(
                "tcp-smart-accept", [.defaults, .frontend], .smartAccept, .smartAcceptStated,
                "Saves a packet when a connection begins."),
            flag(
                "tcp-smart-connect", [.defaults, .backend], .smartConnect,
                "Saves a packet when a connection to a server begins."),
            flags(
                "tcpka", .proxies, [.clientKeepAlive, .serverKeepAlive], "Sends TCP keep-alive probes on both sides."),
            alias("accept-invalid-http-request", [.defaults, .frontend], .relaxedRequests),
            alias("accept-invalid-http-response", [.defaults, .backend], .relaxedResponses),
        ]
    }

    private static func flag(_ name: String, _ places: SectionSet, _ option: ProxyOptions, _ summary: String) -> Keyword
    {
        flags(name, places, option, summary)
    }

    /// An option that is on by default for some proxies, so that both it and its negation must be remembered.
    private static func stated(
        _ name: String, _ places: SectionSet, _ option: ProxyOptions, _ stated: ProxyOptions, _ summary: String
    ) -> Keyword {
        Keyword("option \(name)", in: places, summary: summary, acceptsNegation: true) { arguments, proxy in
            proxy.settings.options.subtract([option, stated])
            switch arguments.negation {
            case .none: proxy.settings.options.formUnion([option, stated])
            case .no: proxy.settings.options.insert(stated)
            case .default: break
            }
        }
    }

    /// The older name of an option.
    private static func alias(_ name: String, _ places: SectionSet, _ option: ProxyOptions) -> Keyword {
        flags(name, places, option, "Older name of the accept-unsafe-violations options.")
    }

    private static func flags(_ name: String, _ places: SectionSet, _ options: ProxyOptions, _ summary: String)
        -> Keyword
    {
        Keyword("option \(name)", in: places, summary: summary, acceptsNegation: true) { arguments, proxy in
            if arguments.negation == .none {
                proxy.settings.options.formUnion(options)
            } else {
                proxy.settings.options.subtract(options)
            }
        }
    }
}
