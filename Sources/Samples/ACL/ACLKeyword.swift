/// A word of conditions that stands for a fetch and a way of matching (manual, 7.1): `path_beg` is `path -m beg`.
public struct ACLKeyword: Sendable {
    public let name: String
    public let fetch: String
    public let method: String

    public init(_ name: String, _ fetch: String, _ method: String) {
        self.name = name
        self.fetch = fetch
        self.method = method
    }
}

extension ACLKeyword {
    /// All of them.
    public static let all: [ACLKeyword] =
        families.flatMap { name, fetch in
            [ACLKeyword(name, fetch, "str")]
                + ["beg", "dir", "dom", "end", "len", "reg", "sub"].map { ACLKeyword("\(name)_\($0)", fetch, $0) }
        } + others

    /// Words that have a variant for each way to match a string, and what they fetch.
    private static let families: KeyValuePairs = [
        "base": "base", "cook": "req.cook", "hdr": "req.hdr", "path": "path", "scook": "res.cook", "shdr": "res.hdr",
        "url": "url", "urlp": "urlp",
    ]

    private static let others = [
        ACLKeyword("http_auth_group", "http_auth_group", "str"),
        ACLKeyword("method", "method", "str"),
        ACLKeyword("payload", "req.payload", "bin"),
        ACLKeyword("payload_lv", "req.payload_lv", "bin"),
        ACLKeyword("req.ssl_ver", "req.ssl_ver", "int"),
        ACLKeyword("req_rdp_cookie", "req.rdp_cookie", "str"),
        ACLKeyword("req_rdp_cookie_cnt", "req.rdp_cookie_cnt", "int"),
        ACLKeyword("req_ssl_sni", "req.ssl_sni", "str"),
        ACLKeyword("req_ssl_ver", "req.ssl_ver", "int"),
        ACLKeyword("req_ver", "req.ver", "str"),
        ACLKeyword("resp_ver", "res.ver", "str"),
        ACLKeyword("ssl_fc_sni_end", "ssl_fc_sni", "end"),
        ACLKeyword("ssl_fc_sni_reg", "ssl_fc_sni", "reg"),
    ]
}
