import Transport

extension Network {
    /// `10.0.0.0/8`, `2001:db8::/32` or an address alone; nil for anything else.
    init?(configuration text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let socket = parts.first.flatMap({ SocketAddress(literal: $0) }) else { return nil }
        let bits = socket.family == .ipv6 ? 128 : 32
        guard let prefix = parts.count > 1 ? parts.last.flatMap({ Int($0) }) : bits, (0...bits).contains(prefix) else {
            return nil
        }
        self.init(family: socket.family, high: socket.high, low: socket.low, prefix: prefix)
    }
}
