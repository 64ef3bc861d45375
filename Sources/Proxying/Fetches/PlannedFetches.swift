import Samples

extension SampleFetch {
    /// Fetches that are known and not built, by what they come with.
    static let planned: [SampleFetch] = {
        let built = Set((all + ofState).map(\.name))
        return plannedWords.flatMap { cause, words in
            words.filter { !built.contains($0) }.map { .planned($0, waitingFor: cause) }
        }
    }()

    private static let plannedWords: [(String, [String])] = [
        ("TLS", secured),
        ("user lists", words("http_auth http_auth_group")),
        ("captures", words("capture.req.hdr capture.res.hdr")),
        ("the cache", words("res.cache_hit res.cache_name")),
        ("compression", words("res.comp res.comp_algo")),
        ("FastCGI", words("fcgi.docroot fcgi.index")),
        ("filters", words("spoe.engine-id")),
        (
            "a description of its form, which the manual leaves out; 'txn.sess_term_state' says how a stream ended",
            words("term_events")
        ),
    ]

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// What TLS says of the sides: `ssl_fc_…` of the client's connection, `ssl_bc_…` of the server's, and of certificates.
    private static let secured: [String] = {
        let parts: [(String, String)] = [
            (
                "ssl_bc_",
                """
                alg_keysize alpn cipher client_early_traffic_secret client_handshake_traffic_secret client_random
                client_traffic_secret_0 curve early_exporter_secret err err_str exporter_secret npn
                protocol server_handshake_traffic_secret server_random server_traffic_secret_0 session_id
                session_key sni unique_id use_keysize
                """
            ),
            (
                "ssl_c_",
                """
                ca_err_depth chain_der der i_dn key_alg notafter notbefore policies r_dn s_dn san serial
                sha1 sig_alg used verify version
                """
            ),
            (
                "ssl_f_",
                """
                der i_dn key_alg notafter notbefore s_dn serial sha1 sig_alg version
                """
            ),
            (
                "ssl_fc_",
                """
                alg_keysize alpn cipher cipherlist_bin cipherlist_hex cipherlist_str cipherlist_xxh
                client_early_traffic_secret client_handshake_traffic_secret client_random client_traffic_secret_0
                crtname curve early_exporter_secret early_rcvd ecformats_bin eclist_bin exporter_secret
                extlist_bin has_crt has_early npn protocol protocol_hello_id
                server_handshake_traffic_secret server_random server_traffic_secret_0 session_id session_key
                sigalgs_bin supported_versions_bin unique_id use_keysize
                """
            ),
            (
                "ssl_s_",
                """
                chain_der der i_dn key_alg notafter notbefore s_dn serial sha1 sig_alg version
                """
            ),
        ]
        return parts.flatMap { prefix, text in words(text).map { prefix + $0 } }
    }()
}
