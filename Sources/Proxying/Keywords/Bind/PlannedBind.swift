import Configuration

extension Keyword<BindBuilder> {
    /// Words of bind lines whose work is not built, by what they wait for.
    static let planned: [Keyword] = [
        planned(all: tlsWords, in: .bindLine, waitingFor: "TLS"),
        planned(all: "quic-force-retry quic-socket", in: .bindLine, waitingFor: "QUIC"),
        [planned("quic-cc-algo", in: .bindLine, waitingFor: "QUIC")],
        planned(all: "nbconn idle-ping", in: .bindLine, waitingFor: "reverse HTTP"),
        planned(all: "expose-fd", in: .bindLine, waitingFor: "reload"),
    ].flatMap { $0 }

    private static let tlsWords = """
        allow-0rtt alpn ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file ciphers ciphersuites
        client-sigalgs crl-file crt crt-ignore-err crt-list curves default-crt ecdhe ech force-sslv3 force-tlsv10
        force-tlsv11 force-tlsv12 force-tlsv13 generate-certificates ktls no-alpn no-ca-names no-sslv3 no-strict-sni
        no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 npn prefer-client-ciphers sigalgs ssl ssl-max-ver
        ssl-min-ver strict-sni tls-ticket-keys tls-tickets verify
        """
}
