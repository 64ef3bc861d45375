import Configuration

extension Keyword<ServerBuilder> {
    /// Words of server lines whose work is not built, by what they wait for.
    static let planned: [Keyword] = [
        planned(all: tlsWords, in: .serverLine, waitingFor: "TLS"),
        planned(all: "quic-cc-algo", in: .serverLine, waitingFor: "QUIC"),
        planned(all: "idle-ping", in: .serverLine, waitingFor: "reverse HTTP"),
    ].flatMap { $0 }

    private static let tlsWords = """
        allow-0rtt alpn ca-file check-alpn check-sni check-sni-auto check-ssl ciphers ciphersuites client-sigalgs crl-file
        crt curves ech force-sslv3 force-tlsv10 no-check-sni-auto no-check-ssl
        force-tlsv11 force-tlsv12 force-tlsv13 ktls no-renegotiate no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn
        no-sni-auto no-ssl no-ssl-reuse no-sslv3 no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 no-verifyhost
        npn renegotiate send-proxy-v2-ssl send-proxy-v2-ssl-cn sigalgs sni sni-auto ssl ssl-max-ver ssl-min-ver
        ssl-reuse tls-tickets verify verifyhost
        """
}
