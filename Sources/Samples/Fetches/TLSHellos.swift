import Memory

/// What the first message of a TLS handshake says (manual, 7.3.5).
extension SampleFetch {
    static let tlsHellos: [SampleFetch] = [
        helloType("req.ssl_hello_type", of: .request, in: .requestContent),
        helloType("req_ssl_hello_type", of: .request, in: .requestContent),
        helloType("res.ssl_hello_type", of: .response, in: .responseContent),
        helloType("rep_ssl_hello_type", of: .response, in: .responseContent), helloVersion,
        helloVersion.named("req_ssl_ver"), serverName, serverName.named("req_ssl_sni"), applicationProtocol,
        ellipticCurves, sessionTicket, cipherList, supportedGroups, signatureAlgorithms, keyShareGroups,
    ]

    private static func helloType(_ name: String, of side: MessageSide, in places: SamplePlaces) -> SampleFetch {
        SampleFetch(
            name, gives: .integer, in: places, "The type of a TLS hello: 1 for a client's, 2 for a server's.",
            check: side.written(to: 0)
        ) { arguments, evaluation in
            TLSHello(MessageSide(arguments, at: 0), evaluation).map { .integer(Int64($0.type)) }
        }
    }

    /// `req.ssl_ver`
    private static let helloVersion = SampleFetch(
        "req.ssl_ver", gives: .integer, in: .requestContent,
        "The version in a TLS hello: the major one times 65536, and the minor one."
    ) { _, evaluation in
        let version = TLSHello(.request, evaluation)?.version ?? TLSHello.oldVersion(evaluation)
        return version.map { .integer(Int64($0)) }
    }

    /// `req.ssl_sni`
    private static let serverName = SampleFetch(
        "req.ssl_sni", gives: .string, in: .requestContent, "The name of the server that a TLS client wants."
    ) { _, evaluation in
        guard var list = listed(0, evaluation).map({ ByteCursor($0) }) else { return nil }
        while let type = list.number(1), let name = list.block(2) {
            if type == 0 { return name.isEmpty ? nil : .string(name) }
        }
        return nil
    }

    /// `req.ssl_alpn`
    private static let applicationProtocol = SampleFetch(
        "req.ssl_alpn", gives: .string, in: .requestContent, "The first application protocol that a TLS client offers."
    ) { _, evaluation in
        guard var list = listed(16, evaluation).map({ ByteCursor($0) }), let first = list.block(1) else { return nil }
        return .string(first)
    }

    /// `req.ssl_ec_ext`
    private static let ellipticCurves = SampleFetch(
        "req.ssl_ec_ext", gives: .boolean, in: .requestContent,
        "Whether a TLS client names the elliptic curves it knows."
    ) { _, evaluation in TLSHello(.request, evaluation)?.extension(10).map { _ in .boolean(true) } }

    /// `req.ssl_st_ext`
    private static let sessionTicket = SampleFetch(
        "req.ssl_st_ext", gives: .integer, in: .requestContent,
        "Whether a TLS client knows session tickets, 1, and sends one, 2."
    ) { _, evaluation in
        guard let hello = TLSHello(.request, evaluation), hello.clientExtensions != nil else { return nil }
        guard let ticket = hello.extension(35) else { return .integer(0) }
        return .integer(ticket.isEmpty ? 1 : 2)
    }

    /// `req.ssl_cipherlist`
    private static let cipherList = SampleFetch(
        "req.ssl_cipherlist", gives: .binary, in: .connection, "The cipher suites that a TLS client offers."
    ) { _, evaluation in TLSHello(.request, evaluation)?.cipherSuites.map { .binary($0) } }

    /// `req.ssl_supported_groups`
    private static let supportedGroups = SampleFetch(
        "req.ssl_supported_groups", gives: .binary, in: .connection,
        "The groups for key exchange that a TLS client knows."
    ) { _, evaluation in listed(10, evaluation).map { .binary($0) } }

    /// `req.ssl_sigalgs`
    private static let signatureAlgorithms = SampleFetch(
        "req.ssl_sigalgs", gives: .binary, in: .connection, "The signature algorithms that a TLS client knows."
    ) { _, evaluation in listed(13, evaluation).map { .binary($0) } }

    /// `req.ssl_keyshare_groups`
    private static let keyShareGroups = SampleFetch(
        "req.ssl_keyshare_groups", gives: .binary, in: .connection,
        "The groups for which a TLS client sends a key share."
    ) { _, evaluation in
        guard let shares = listed(51, evaluation) else { return nil }
        return evaluation.write { out in
            var list = ByteCursor(shares)
            while let group = list.take(2), list.block(2) != nil {
                guard out.append(group) else { return false }
            }
            return list.isAtEnd
        }.map { .binary($0) }
    }

    /// The content of an extension that is one list behind its length of two bytes.
    private static func listed(_ type: Int, _ evaluation: Evaluation) -> ByteView? {
        guard var content = TLSHello(.request, evaluation)?.extension(type).map({ ByteCursor($0) }) else { return nil }
        return content.block(2)
    }
}
