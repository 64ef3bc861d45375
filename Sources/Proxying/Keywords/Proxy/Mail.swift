import Configuration

extension Keyword<ProxyBuilder> {
    /// `email-alert` (manual, 4.2): no mail is sent.
    static let mail: [Keyword] = [
        Keyword(
            "email-alert", in: .proxies, usage: "{ from | level | mailers | myhostname | to } <value>",
            summary: "Cannot be honoured: no mail is sent."
        ) { _, _ in throw Mail.refusal(of: "email-alert") }
    ]
}

enum Mail {
    /// Why mail is refused, and what to do instead.
    static func refusal(of keyword: String) -> ConfigurationError {
        ConfigurationError(
            "'\(keyword)' cannot be honoured: no mail is sent. Log changes of servers ('log', 'option log-health-checks') "
                + "and let what collects the logs send it.")
    }
}
