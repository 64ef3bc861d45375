import Balancing
import Proxying

extension ProxySettings {
    /// The word of `balance`, without its arguments.
    var balanceName: String {
        switch balance.algorithm {
        case .roundRobin: "roundrobin"
        case .staticRoundRobin: "static-rr"
        case .leastConnections: "leastconn"
        case .first: "first"
        case .random: "random"
        case .sticky: "sticky"
        case .hash:
            switch balanceKey {
            case .none: "none"
            case .source: "source"
            case .uri: "uri"
            case .urlParameter: "url_param"
            case .header: "hdr"
            case .expression: "hash"
            case .remoteDesktopCookie: "rdp-cookie"
            case .logLine: "log-hash"
            }
        }
    }

    var modeName: String { mode.name }
}
