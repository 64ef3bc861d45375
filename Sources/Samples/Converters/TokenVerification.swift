import Memory

/// Signatures of JSON web tokens (manual, 7.3.1).
extension Converter {
    /// `jwt_verify(<alg>,<key>)`
    static let jwtVerify = verification(
        "jwt_verify", .publicKey, "Verifies a token's signature with a secret or a key.")

    /// `jwt_verify_cert(<alg>,<cert>)`
    static let jwtVerifyCertificate = verification(
        "jwt_verify_cert", .certificate, "Verifies a token's signature with a certificate.")

    private static func verification(_ name: String, _ kind: TokenKeyStore.Kind, _ summary: String) -> Converter {
        Converter(
            name, takes: .binary, gives: .integer, arguments: ArgumentGrammar([.string, .string]), summary,
            check: { $0.object = try VerificationArguments($0, kind) },
            apply: { value, arguments, evaluation in
                guard let view = value.view, let prepared = arguments.object(as: VerificationArguments.self) else {
                    return nil
                }
                return prepared.verify(view, evaluation).map { .integer($0.rawValue) }
            }
        )
    }
}

/// What the arguments of a verification mean.
private final class VerificationArguments: Sendable {
    private enum Algorithm {
        case constant(SignatureAlgorithm)
        case variable(VariableName)
    }

    private enum Key {
        /// A secret, and the key in the file of that name if there is one.
        case constant(ConstantBytes, AsymmetricKey?)
        case variable(VariableName)
    }

    private let kind: TokenKeyStore.Kind
    private let verifier: SignatureVerifier
    private let store: TokenKeyStore?
    private let algorithm: Algorithm
    private let key: Key

    init(_ arguments: PreparedArguments, _ kind: TokenKeyStore.Kind) throws {
        self.kind = kind
        store = arguments.scope?.tokenKeys
        let name = arguments.text(0)
        if let constant = SignatureAlgorithm(rawValue: name) {
            algorithm = .constant(constant)
        } else if let variable = try? VariableName(name) {
            algorithm = .variable(variable)
        } else {
            throw arguments.refuse("unknown JWT algorithm: \(name).")
        }
        if case .constant(let constant) = algorithm, kind == .certificate, constant.family == .secret {
            throw arguments.refuse("\(name) is verified with a secret and not with a certificate: use jwt_verify.")
        }
        verifier = try SignatureVerifier()
        key = try Self.key(arguments, kind, algorithm, store)
    }

    private static func key(
        _ arguments: PreparedArguments, _ kind: TokenKeyStore.Kind, _ algorithm: Algorithm, _ store: TokenKeyStore?
    ) throws -> Key {
        if let variable = try? VariableName(arguments.text(1)) { return .variable(variable) }
        let text = ConstantBytes(arguments.bytes(1))
        let mustExist: Bool
        switch algorithm {
        case .constant(let algorithm):
            guard algorithm.needsPublicKey else { return .constant(text, nil) }
            mustExist = true
        case .variable: mustExist = kind == .certificate
        }
        let key = try store?.load(kind, arguments.bytes(1))
        if key == nil, mustExist { throw arguments.refuse("cannot read the file '\(arguments.text(1))'.") }
        return .constant(text, key)
    }

    /// Nil when a variable is not set, or when an empty text is the key, with which anybody could sign.
    func verify(_ token: ByteView, _ evaluation: Evaluation) -> SignatureVerifier.Outcome? {
        let chosen: SignatureAlgorithm
        switch algorithm {
        case .constant(let constant): chosen = constant
        case .variable(let name):
            guard let text = evaluation.text(of: name) else { return nil }
            guard let found = SignatureAlgorithm(named: text) else { return .unknownAlgorithm }
            chosen = found
        }
        if kind == .certificate, chosen.family == .secret { return .unmanagedAlgorithm }
        switch key {
        case .constant(let text, let key):
            if text.count == 0 { return nil }
            guard chosen.needsPublicKey else {
                return verifier.verify(token, chosen, .secret(text.view), in: evaluation)
            }
            return verifier.verify(token, chosen, key.map { .asymmetric($0) } ?? .unknown, in: evaluation)
        case .variable(let name):
            guard let text = evaluation.text(of: name), !text.isEmpty else { return nil }
            guard chosen.needsPublicKey else { return verifier.verify(token, chosen, .secret(text), in: evaluation) }
            let key = store?.key(kind, text)
            return verifier.verify(token, chosen, key.map { .asymmetric($0) } ?? .unknown, in: evaluation)
        }
    }
}
