import Configuration
import Transport

/// What an external check is told of its server (manual, 4.2 `external-check command`).
struct CommandFacts {
    private static let unknown = "NOT_USED"

    let arguments: [String]
    let variables: [(String, String)]

    init(_ task: CheckTask, connections: Int) {
        let (server, proxy) = (task.server, task.proxy.settings)
        let (proxyAddress, proxyPort) = Self.listener(of: proxy)
        let (address, port) = Self.place(server.address, server.path)
        arguments = [
            proxyAddress ?? Self.unknown, proxyPort ?? Self.unknown, address, port ?? Self.unknown,
        ]
        variables = [
            ("HAPROXY_PROXY_ADDR", proxyAddress ?? ""), ("HAPROXY_PROXY_PORT", proxyPort ?? ""),
            ("HAPROXY_PROXY_NAME", proxy.name), ("HAPROXY_PROXY_ID", "\(proxy.identifier)"),
            ("HAPROXY_SERVER_ADDR", address), ("HAPROXY_SERVER_PORT", port ?? ""),
            ("HAPROXY_SERVER_NAME", server.name), ("HAPROXY_SERVER_ID", "\(server.slot.identifier)"),
            ("HAPROXY_SERVER_MAXCONN", "\(server.slot.limit)"), ("HAPROXY_SERVER_CURCONN", "\(connections)"),
            ("HAPROXY_SERVER_SSL", "0"), ("HAPROXY_SERVER_PROTO", proxy.mode == .http ? "h1" : "tcp"),
        ]
    }

    /// The first address that the proxy listens on.
    private static func listener(of proxy: ProxySettings) -> (String?, String?) {
        for bind in proxy.binds {
            if let path = bind.address.socketPath {
                return (String(decoding: path.filter { $0 != 0 }, as: UTF8.self), nil)
            }
            let address = SocketAddress(bind.address)
            if address.family == .ipv4 || address.family == .ipv6 { return (address.host, "\(address.port)") }
        }
        return (nil, nil)
    }

    private static func place(_ address: SocketAddress, _ path: [UInt8]?) -> (String, String?) {
        guard address.family == .unix else { return (address.host, "\(address.port)") }
        return (String(decoding: (path ?? []).filter { $0 != 0 }, as: UTF8.self), nil)
    }
}
