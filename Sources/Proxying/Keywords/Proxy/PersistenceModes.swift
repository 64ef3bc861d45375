import Configuration

extension Keyword<ProxyBuilder> {
    /// `option http-keep-alive`, `http-server-close` and `httpclose`; the last one wins (manual, 4.2).
    static var persistenceModes: [Keyword] {
        [
            persistence("http-keep-alive", .keepAlive, "Keeps connections on both sides."),
            persistence("http-server-close", .serverClose, "Closes the server's connection after each response."),
            persistence("httpclose", .close, "Closes the connections of the proxy's side after each response."),
        ]
    }

    private static func persistence(_ name: String, _ mode: PersistenceMode, _ summary: String) -> Keyword {
        Keyword("option \(name)", in: .proxies, summary: summary, acceptsNegation: true) { arguments, proxy in
            if arguments.negation == .none {
                proxy.settings.persistence = mode
            } else if proxy.settings.persistence == mode {
                proxy.settings.persistence = .keepAlive
            }
        }
    }
}
