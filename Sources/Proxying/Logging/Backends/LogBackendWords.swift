import Configuration

/// What may stand in a backend with `mode log` (manual, 4.2 and 5.2: the words whose contexts name `log`, and those about
/// checks, which work alike everywhere). Everything else is about connections or requests and would do nothing there.
enum LogBackendWords {
    private static let lines: [[Substring]] = """
        balance
        be-unpublished
        default-server
        description
        disabled
        email-alert
        enabled
        external-check
        guid
        hash-type
        http-check
        id
        load-server-state-from-file
        log
        log-tag
        mode
        option allbackups
        option external-check
        option httpchk
        option ldap-check
        option log-health-checks
        option mysql-check
        option nolinger
        option pgsql-check
        option redis-check
        option smtpchk
        option srvtcpka
        option ssl-hello-chk
        option tcp-check
        option tcpka
        server
        server-state-file-name
        server-template
        srvtcpka-cnt
        srvtcpka-idle
        srvtcpka-intvl
        tcp-check
        timeout check
        timeout connect
        timeout server
        timeout server-fin
        """.split(separator: "\n").map { $0.split(separator: " ") }

    /// The keyword of a line that has no place in a log backend; nil where it has one.
    static func stranger(in line: ConfigurationLine) -> Word? {
        let words =
            line.words.first.map { $0.text == "no" || $0.text == "default" } == true
            ? line.words.dropFirst() : line.words[...]
        let isKnown = lines.contains { known in
            known.count <= words.count && zip(known, words).allSatisfy { $0 == $1.text }
        }
        return isKnown ? nil : words.first
    }

    /// Words of server lines.
    static let serverWords = Set(
        """
        addr agent-addr agent-check agent-inter agent-port agent-send allow-0rtt backup ca-file cc check check-proto
        check-send-proxy check-sni check-sni-auto check-ssl check-via-socks4 ciphers ciphersuites client-sigalgs crl-file crt
        curves disabled downinter enabled error-limit fall fastinter force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12
        force-tlsv13 guid hash-key healthcheck id idle-ping init-addr init-state inter ktls log-bufsize log-proto namespace
        no-agent-check no-backup no-check no-check-send-proxy no-check-sni-auto no-check-ssl no-renegotiate no-sni-auto no-ssl
        no-ssl-reuse no-sslv3 no-tfo no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 no-verifyhost on-error
        on-marked-down on-marked-up port renegotiate resolve-net resolve-opts resolve-prefer resolvers rise sigalgs sni
        sni-auto socks4 source ssl ssl-max-ver ssl-min-ver ssl-reuse tcp-md5sig tcp-ut tfo tls-tickets track usesrc verify
        verifyhost
        """.split { $0 == " " || $0 == "\n" }.map(String.init))

    /// The words of `balance`.
    static let algorithms = ["log-hash", "random", "roundrobin", "sticky"]
}
