import Memory

/// Contents of encrypted JSON web tokens (manual, 7.3.1). What cannot be decrypted is an empty value.
extension Converter {
    /// `jwt_decrypt_secret(<secret>)`
    static let jwtDecryptSecret = decryption("jwt_decrypt_secret", "Decrypts a token with a secret in base64.") {
        arguments in
        if let name = try? VariableName(arguments.text(0)) { return .secretVariable(name) }
        // Keys of tokens are mostly written in their own alphabet.
        guard let bytes = Base64.url.decode(arguments.bytes(0)) ?? Base64.standard.decode(arguments.bytes(0)) else {
            throw arguments.refuse(
                "failed to parse secret : argument needs to be base64 encoded, and can either be a string or a variable."
            )
        }
        return .secret(ConstantBytes(bytes))
    }

    /// `jwt_decrypt_jwk(<jwk>)`
    static let jwtDecryptKey = decryption("jwt_decrypt_jwk", "Decrypts a token with a JSON web key.") { arguments in
        if let name = try? VariableName(arguments.text(0)) { return .keyVariable(name) }
        let text = ConstantBytes(arguments.bytes(0))
        // Only for the scratch memory that reading takes.
        let evaluation = Evaluation(valueLimit: max(1024, 2 * text.count))
        return try withExtendedLifetime((text, evaluation)) {
            switch JSONWebKey(text.view, isPrivate: true, evaluation)?.key {
            case .secret(let secret): return .secret(ConstantBytes(secret.bytes))
            case .asymmetric(let key): return .asymmetric(key)
            case nil: throw arguments.refuse("the argument is no JSON Web Key of type 'oct', 'EC' or 'RSA'.")
            }
        }
    }

    /// `jwt_decrypt_cert(<cert>)`
    static let jwtDecryptCertificate = decryption(
        "jwt_decrypt_cert", "Decrypts a token with the private key of a certificate."
    ) { arguments in
        if let name = try? VariableName(arguments.text(0)) { return .certificateVariable(name) }
        guard let key = try arguments.scope?.tokenKeys.load(.privateKey, arguments.bytes(0)) else {
            throw arguments.refuse("cannot read the file '\(arguments.text(0))'.")
        }
        return .asymmetric(key)
    }

    private static func decryption(
        _ name: String, _ summary: String,
        key: @escaping @Sendable (PreparedArguments) throws -> DecryptionArguments.Key
    ) -> Converter {
        Converter(
            name, takes: .binary, gives: .binary, arguments: ArgumentGrammar([.string]), summary,
            check: { $0.object = try DecryptionArguments($0, try key($0)) },
            apply: { value, arguments, evaluation in
                guard let view = value.view, let prepared = arguments.object(as: DecryptionArguments.self) else {
                    return nil
                }
                return .binary(prepared.decrypt(view, evaluation) ?? .empty)
            }
        )
    }
}

/// What the argument of a decryption means.
private final class DecryptionArguments: Sendable {
    enum Key {
        case secret(ConstantBytes)
        case asymmetric(AsymmetricKey)
        case secretVariable(VariableName)
        case keyVariable(VariableName)
        case certificateVariable(VariableName)
    }

    private let key: Key
    private let store: TokenKeyStore?
    private let decrypter: TokenDecrypter

    init(_ arguments: PreparedArguments, _ key: Key) throws {
        self.key = key
        store = arguments.scope?.tokenKeys
        decrypter = try TokenDecrypter(arguments.scope?.tokenPolicy ?? TokenPolicy())
    }

    func decrypt(_ token: ByteView, _ evaluation: Evaluation) -> ByteView? {
        guard let key = found(evaluation) else { return nil }
        return decrypter.decrypt(token, key, in: evaluation)
    }

    private func found(_ evaluation: Evaluation) -> DecryptionKey? {
        switch key {
        case .secret(let secret): return .secret(secret.view)
        case .asymmetric(let key): return .asymmetric(key)
        case .secretVariable(let name):
            guard let text = evaluation.text(of: name) else { return nil }
            let bytes =
                evaluation.write { Base64.url.decode(text, into: $0) }
                ?? evaluation.write { Base64.standard.decode(text, into: $0) }
            return bytes.map { .secret($0) }
        case .keyVariable(let name):
            return evaluation.text(of: name).flatMap { JSONWebKey($0, isPrivate: true, evaluation)?.key }
        case .certificateVariable(let name):
            return evaluation.text(of: name).flatMap { store?.key(.privateKey, $0) }.map { .asymmetric($0) }
        }
    }
}
