import Memory
import Samples
import Transport

/// What the PROXY header in front of a connection's data said (manual, 7.3.3).
extension SampleFetch {
    static let proxyHeaders: [SampleFetch] = [
        ofSession("fc_rcvd_proxy", gives: .boolean, in: .connection, "Whether a PROXY header came first.") {
            .boolean($0.proxyHeader?.isNetScaler == false)
        },
        record("fc_pp_authority", .authority, "The host that the client asked the sender of the PROXY header for."),
        record("fc_pp_unique_id", .uniqueIdentifier, "The identifier that the PROXY header gave the connection."),
        SampleFetch(
            "fc_pp_tlv", gives: .string, takes: ArgumentGrammar([.string]), in: .session,
            "A further field of the PROXY header, by its type.",
            check: { arguments in arguments.set(try type(arguments), at: 0) },
            find: { arguments, evaluation in
                evaluation.loops.withSession { session in
                    let position = evaluation.cursor
                    guard
                        let value = session.proxyHeaderTLV(
                            UInt8(truncatingIfNeeded: arguments.integer(0)), number: position)
                    else { return nil }
                    evaluation.continue(at: position + 1)
                    return .string(value)
                }
            }),
    ]

    private static func record(_ name: String, _ kind: ProxyRecord.Kind, _ summary: String) -> SampleFetch {
        ofSession(name, gives: .string, in: .connection, summary) { session in
            session.proxyHeaderTLV(kind.rawValue).map { .string($0) }
        }
    }

    private static let names: [String: ProxyRecord.Kind] = [
        "ALPN": .applicationProtocol, "AUTHORITY": .authority, "CRC32": .checksum, "NETNS": .networkNamespace,
        "NOOP": .padding, "SSL": .tls, "SSL_CIPHER": .tlsCipher, "SSL_CN": .tlsCommonName,
        "SSL_KEY_ALG": .tlsKeyAlgorithm, "SSL_SIG_ALG": .tlsSignatureAlgorithm, "SSL_VERSION": .tlsVersion,
        "UNIQUE_ID": .uniqueIdentifier,
    ]

    /// A number or a name.
    private static func type(_ arguments: PreparedArguments) throws -> Int64 {
        let text = arguments.text(0)
        if let kind = names[text] { return Int64(kind.rawValue) }
        let number = text.hasPrefix("0x") ? Int64(text.dropFirst(2), radix: 16) : Int64(text)
        guard let number, (0...255).contains(number) else {
            throw arguments.refuse("expects the number or the name of a field, got '\(text)'.")
        }
        return number
    }
}
