import Configuration

extension Keyword<ServerBuilder> {
    /// Words of server lines whose work is not built, by what they wait for.
    static let planned: [Keyword] = [
        planned(all: tlsWords, in: .serverLine, waitingFor: "TLS"),
        planned(all: checkWords, in: .serverLine, waitingFor: "health checks"),
        planned(all: "proto ws", in: .serverLine, waitingFor: "HTTP/2"),
        planned(all: "quic-cc-algo", in: .serverLine, waitingFor: "QUIC"),
        planned(
            all: "slowstart non-stick stick", in: .serverLine, waitingFor: "traffic management"),
        planned(
            all: "resolve-net resolve-opts resolve-prefer resolvers", in: .serverLine,
            waitingFor: "name resolution at run time"),
        planned(all: "log-bufsize", in: .serverLine, waitingFor: "log backends"),
        planned(all: "shard", in: .serverLine, waitingFor: "peers"),
        planned(all: "pool-conn-name", in: .serverLine, waitingFor: "expressions of servers' connections"),
        [
            planned(
                "set-proxy-v2-tlv-fmt", in: .serverLine, waitingFor: "expressions of servers' connections",
                matching: .call)
        ],
        planned(all: "guid", in: .serverLine, waitingFor: "the rest of the statistics"),
        planned(all: "idle-ping", in: .serverLine, waitingFor: "reverse HTTP"),
        planned(all: "cc socks4 tcp-md5sig", in: .serverLine, waitingFor: "more socket options"),
    ].flatMap { $0 }

    private static let tlsWords = """
        allow-0rtt alpn ca-file ciphers ciphersuites client-sigalgs crl-file crt curves ech force-sslv3 force-tlsv10
        force-tlsv11 force-tlsv12 force-tlsv13 ktls no-renegotiate no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn
        no-sni-auto no-ssl no-ssl-reuse no-sslv3 no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 no-verifyhost
        npn renegotiate send-proxy-v2-ssl send-proxy-v2-ssl-cn sigalgs sni sni-auto ssl ssl-max-ver ssl-min-ver
        ssl-reuse tls-tickets verify verifyhost
        """
    private static let checkWords = """
        addr agent-addr agent-check agent-inter agent-port agent-send check check-alpn check-pool-conn-name check-proto
        check-reuse-pool check-send-proxy check-sni check-sni-auto check-ssl check-via-socks4 downinter error-limit fall
        fastinter healthcheck init-state inter no-agent-check no-check no-check-reuse-pool no-check-send-proxy
        no-check-sni-auto no-check-ssl observe on-error on-marked-down on-marked-up port rise track
        """
}
