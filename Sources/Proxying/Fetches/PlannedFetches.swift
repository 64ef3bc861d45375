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
        ("stick tables", stickTables),
        ("TLS", secured),
        ("HTTP/2, whose connections have several streams", words("bs.id fs.id bs.rst_code fs.rst_code")),
        ("HTTP/2, which counts them", words("bc_glitches fc_glitches")),
        ("HTTP/2 and the states of its streams", words("bs.aborted bs.debug_str fs.aborted fs.debug_str")),
        ("user lists", words("http_auth http_auth_group")),
        ("captures", words("capture.req.hdr capture.res.hdr")),
        ("the cache", words("res.cache_hit res.cache_name")),
        ("compression", words("res.comp res.comp_algo")),
        ("FastCGI", words("fcgi.docroot fcgi.index")),
        ("filters", words("spoe.engine-id")),
        ("the 'tcp-ss' option of bind lines", words("fc_saved_syn")),
        (
            "measures of each stream's own processor time",
            words("cpu_calls cpu_ns_avg cpu_ns_tot lat_ns_avg lat_ns_tot")
        ),
        ("measures of the loops' load", words("cpu_usage_grp cpu_usage_proc cpu_usage_thr")),
        ("the report of all events that ended a stream", words("term_events")),
        ("lists of variables", words("dump_all_vars")),
        ("named ACLs as values", words("acl")),
        (
            "a view of messages for debugging",
            words(
                """
                internal.htx.data internal.htx.free internal.htx.free_data internal.htx.has_eom internal.htx.nbblks
                internal.htx.size internal.htx.used internal.htx_blk.data internal.htx_blk.hdrname
                internal.htx_blk.hdrval internal.htx_blk.size internal.htx_blk.start_line internal.htx_blk.type
                internal.strm.is_htx
                """)
        ),
    ]

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// Counters of clients, tracked by a rule or found by the client's address.
    private static let stickTables: [String] = {
        let common = words(
            """
            bytes_in_rate bytes_out_rate clr_gpc0 clr_gpc1 conn_cnt conn_cur conn_rate get_gpc0 get_gpc1 get_gpt0
            glitch_cnt glitch_rate gpc0_rate gpc1_rate http_err_cnt http_err_rate http_fail_cnt http_fail_rate
            http_req_cnt http_req_rate inc_gpc0 inc_gpc1 kbytes_in kbytes_out sess_cnt sess_rate
            """)
        let tracked = words("key tracked trackers")
        let prefixes = ["sc0_", "sc1_", "sc2_", "sc_", "src_"]
        var names = prefixes.flatMap { prefix in common.map { prefix + $0 } }
        names += prefixes.dropLast().flatMap { prefix in tracked.map { prefix + $0 } }
        return names
            + words(
                """
                src_clr_gpc src_get_gpc src_get_gpt src_gpc_rate src_inc_gpc src_updt_conn_cnt sc1_clr_gpc sc_clr_gpc
                sc_get_gpc sc_get_gpt sc_gpc_rate sc_inc_gpc table_avl table_cnt
                """)
    }()

    /// What TLS says of the sides: `ssl_fc_…` of the client's connection, `ssl_bc_…` of the server's, and of certificates.
    private static let secured: [String] = {
        let parts: [(String, String)] = [
            (
                "ssl_bc_",
                """
                alg_keysize alpn cipher client_early_traffic_secret client_handshake_traffic_secret client_random
                client_traffic_secret_0 curve early_exporter_secret err err_str exporter_secret is_resumed npn
                protocol server_handshake_traffic_secret server_random server_traffic_secret_0 session_id
                session_key sni unique_id use_keysize
                """
            ),
            (
                "ssl_c_",
                """
                ca_err ca_err_depth chain_der der err i_dn key_alg notafter notbefore policies r_dn s_dn san serial
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
                crtname curve early_exporter_secret early_rcvd ecformats_bin eclist_bin err err_str exporter_secret
                extlist_bin has_crt has_early has_sni is_resumed npn protocol protocol_hello_id
                server_handshake_traffic_secret server_random server_traffic_secret_0 session_id session_key
                sigalgs_bin sni supported_versions_bin unique_id use_keysize
                """
            ),
            (
                "ssl_s_",
                """
                chain_der der i_dn key_alg notafter notbefore s_dn serial sha1 sig_alg version
                """
            ),
        ]
        return words("ssl_bc ssl_fc") + parts.flatMap { prefix, text in words(text).map { prefix + $0 } }
    }()
}
