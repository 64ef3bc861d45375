import Balancing
import Configuration

extension Keyword<ProxyBuilder> {
    /// `balance <algorithm> [<arguments>]` (manual, 4.2).
    static let balance = Keyword(
        "balance", in: [.defaults, .backend], usage: "<algorithm> [<arguments>]",
        summary: "Chooses how servers are chosen."
    ) { arguments, proxy in
        let word = try arguments.next(named: "<algorithm>")
        proxy.settings.balanceKey = .none
        switch word.text {
        case "roundrobin": proxy.settings.balance.algorithm = .roundRobin
        case "static-rr": proxy.settings.balance.algorithm = .staticRoundRobin
        case "leastconn": proxy.settings.balance.algorithm = .leastConnections
        case "first": proxy.settings.balance.algorithm = .first
        case "random": proxy.settings.balance.algorithm = .random(draws: 2)
        case "source":
            proxy.settings.balance.algorithm = .hash
            proxy.settings.balanceKey = .source
        default:
            throw ConfigurationError(
                "'balance' does not know the algorithm '\(word.text)'", at: word,
                suggestions: Suggestion.nearest(
                    to: word.text, among: ["roundrobin", "static-rr", "leastconn", "first", "random", "source", "uri"]))
        }
    }
}
