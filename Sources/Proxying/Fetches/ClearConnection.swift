import Memory
import Samples

/// What the words of TLS say of a connection without it (manual, 7.3.4). No `bind` or `server` line can ask for TLS yet, so that
/// this is all that connections have to say; what only a TLS connection knows is planned with the rest.
extension SampleFetch {
    static let clearConnection: [SampleFetch] = [
        answering(no: "ssl_fc", in: .session, "Whether the client's connection is secured by TLS."),
        answering(no: "ssl_fc_is_resumed", in: .session, "Whether the client has resumed a session of TLS."),
        answering(no: "ssl_fc_has_sni", in: .session, "Whether the client has named the server that it wants."),
        answering(no: "ssl_bc", in: .serverConnection, "Whether the server's connection is secured by TLS."),
        answering(no: "ssl_bc_is_resumed", in: .serverConnection, "Whether a session with the server was resumed."),
        silent("ssl_fc_err", gives: .integer, "The last error of TLS with the client."),
        silent("ssl_fc_err_str", gives: .string, "The last error of TLS with the client, in words."),
        silent("ssl_fc_sni", gives: .string, "The server that the client has named."),
        silent("ssl_c_err", gives: .integer, "What was wrong with the client's certificate."),
        silent("ssl_c_ca_err", gives: .integer, "What was wrong with those who vouch for the client's certificate."),
    ]

    private static func answering(no name: String, in places: SamplePlaces, _ summary: String) -> SampleFetch {
        SampleFetch(name, gives: .boolean, in: places, summary) { _, _ in .boolean(false) }
    }

    /// A fetch that finds nothing.
    private static func silent(_ name: String, gives type: SampleType, _ summary: String) -> SampleFetch {
        SampleFetch(name, gives: type, in: .session, summary) { _, _ in nil }
    }
}
