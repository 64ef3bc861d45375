import Configuration

extension Keyword<ProxyBuilder> {
    /// Where a proxy's log lines go (manual, 4.2: `log`, `log-tag`).
    static let logs: [Keyword] = [
        Keyword(
            "log", in: .proxies,
            usage: "global | " + LogArguments.usage,
            summary: "Sends log lines to a target.", acceptsNegation: true
        ) { arguments, proxy in
            try LogArguments.line(&arguments, in: &proxy.settings.logs)
        },
        Keyword("log-tag", in: .proxies, usage: "<string>", summary: "Names the program in log lines.") {
            arguments, proxy in
            proxy.settings.logTag = try arguments.logTag()
        },
    ]
}

extension Arguments {
    /// What `log-tag` expects.
    mutating func logTag() throws(ConfigurationError) -> String {
        guard let word = optional() else { throw ConfigurationError("'log-tag' expects a tag for use in syslog.") }
        return word.text
    }
}
