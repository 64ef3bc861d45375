import Memory

/// Digests by OpenSSL (manual, 7.3.1).
extension Converter {
    /// `sha1`
    static let sha1 = digest("sha1", .none, "The SHA-1 digest.") { _ in "sha1" }

    /// `sha2([<bits>])`
    static let sha2 = digest("sha2", ArgumentGrammar(optional: [.integer]), "A digest of the SHA-2 family.") {
        let bits = $0.has(0) && !$0.bytes(0).isEmpty ? $0.integer(0) : 256
        guard [224, 256, 384, 512].contains(bits) else {
            throw $0.refuse("Unsupported number of bits: '\(bits)'.")
        }
        return "sha\(bits)"
    }

    /// `digest(<algorithm>)`
    static let digest = digest("digest", ArgumentGrammar([.string]), "A digest by its OpenSSL name.") { $0.text(0) }

    /// `hmac(<algorithm>,<key>)`
    static let hmac = Converter(
        "hmac", takes: .binary, gives: .binary, arguments: ArgumentGrammar([.string, .string]),
        "A message authentication code with a key in base64.",
        check: { arguments in
            let function = try arguments.algorithm { try MessageAuthentication(arguments.text(0)) }
            arguments.object = KeyedFunction(function, try EncodedArgument(arguments, at: 1, "key"))
        },
        apply: { value, arguments, evaluation in
            guard let view = value.view, let function = arguments.object(as: KeyedFunction.self),
                let key = function.key.bytes(evaluation)
            else { return nil }
            return function.authentication.code(key: key, view, in: evaluation).map { .binary($0) }
        }
    )

    private static func digest(
        _ name: String, _ arguments: ArgumentGrammar, _ summary: String,
        algorithm: @escaping @Sendable (PreparedArguments) throws -> String
    ) -> Converter {
        Converter(
            name, takes: .binary, gives: .binary, arguments: arguments, summary,
            check: { arguments in
                let name = try algorithm(arguments)
                arguments.object = try arguments.algorithm { try MessageDigest(name) }
            },
            apply: { value, arguments, evaluation in
                guard let view = value.view, let digest = arguments.object(as: MessageDigest.self) else { return nil }
                return digest.digest(view, in: evaluation).map { .binary($0) }
            }
        )
    }

    /// What `hmac` prepares.
    private final class KeyedFunction: Sendable {
        let authentication: MessageAuthentication
        let key: EncodedArgument

        init(_ authentication: MessageAuthentication, _ key: EncodedArgument) {
            self.authentication = authentication
            self.key = key
        }
    }
}

extension PreparedArguments {
    /// Makes a digest function, with HAProxy's words when there is none of that name.
    fileprivate func algorithm<Function>(_ make: () throws -> Function) throws -> Function {
        do { return try make() } catch CryptoError.unavailable(_) {
            throw refuse("algorithm must be a valid OpenSSL message digest name.")
        } catch { throw refuse("\(error)") }
    }
}
