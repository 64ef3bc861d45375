/// Commands of HAProxy 3.5 that belong to features not built yet: a client is told so, and not that it mistyped.
enum PlannedCommand {
    /// What to say to `words`; nil when they are no planned command.
    static func message(_ words: [String]) -> String? {
        var best: (words: [Substring], feature: String)?
        for (feature, names) in planned {
            for name in names {
                let parts = name.split(separator: " ")
                guard words.starts(with: parts, by: { $0 == $1 }), parts.count > best?.words.count ?? 0 else {
                    continue
                }
                best = (parts, feature)
            }
        }
        return best.map { "`\($0.words.joined(separator: " "))` is not built yet: it comes with \($0.feature).\n" }
    }

    static let planned: [(feature: String, commands: [String])] = [
        (
            "TLS",
            [
                "abort ssl ca-file", "abort ssl cert", "abort ssl crl-file", "add ssl ca-file", "add ssl crt-list",
                "add ssl ech", "add ssl jwt", "commit ssl ca-file", "commit ssl cert", "commit ssl crl-file",
                "del ssl ca-file", "del ssl cert", "del ssl crl-file", "del ssl crt-list", "del ssl jwt",
                "dump ssl cert", "new ssl ca-file", "new ssl cert", "new ssl crl-file", "set ssl ca-file",
                "set ssl cert", "set ssl crl-file", "set ssl ech", "set ssl ocsp-response", "set ssl tls-key",
                "show ssl ca-file", "show ssl cert", "show ssl crl-file", "show ssl crt-list", "show ssl ech",
                "show ssl jwt", "show ssl ocsp-response", "show ssl ocsp-updates", "show ssl providers",
                "show ssl sni", "show tls-keys", "update ssl ocsp-response",
            ]
        ),
        ("certificates from ACME", ["acme challenge_ready", "acme renew", "acme status"]),
        (
            "proxies and servers made at run time",
            [
                "add backend", "add server", "del backend", "del server",
                "show default-server", "show defaults",
            ]
        ),
        ("the cache", ["show cache"]),
        ("QUIC", ["show quic"]),
        ("the statistics file", ["dump stats-file"]),
        ("anonymised output", ["set anon global-key", "set anon off", "set anon on", "show anon"]),
        (
            "the tools for developers",
            [
                "debug counters", "debug dev", "httpclient", "set profiling", "show dev", "show libs", "show profiling",
                "show tasks", "show threads", "show trace", "trace",
            ]
        ),
        ("reload", ["hard-reload", "mcli-debug-mode", "reload", "show proc", "show startup-logs"]),
    ]
}
