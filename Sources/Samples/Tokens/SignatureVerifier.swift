import COpenSSL
import Memory

/// Verifies the signatures of tokens by any of the algorithms.
final class SignatureVerifier: Sendable {
    /// What `jwt_verify` returns (manual, 7.3.1).
    enum Outcome: Int64 {
        case verified = 1
        case refused = 0
        case unknownAlgorithm = -1
        case unmanagedAlgorithm = -2
        case invalidToken = -3
        case unknownKey = -5
        case internalError = -6
    }

    /// Where the key of an algorithm comes from.
    enum Key {
        case secret(ByteView)
        case asymmetric(AsymmetricKey)
        /// None under the name that was given.
        case unknown
    }

    private let codes: [MessageAuthentication]

    init() throws { codes = try ["sha256", "sha384", "sha512"].map { try MessageAuthentication($0) } }

    private func code(_ algorithm: SignatureAlgorithm) -> MessageAuthentication? {
        codes.first { $0.digest.size == algorithm.bits / 8 }
    }

    func verify(_ text: ByteView, _ algorithm: SignatureAlgorithm, _ key: Key, in evaluation: Evaluation) -> Outcome {
        let token = CompactToken(text)
        if algorithm == .none { return withoutSignature(token) }
        guard token.count == 3, let signed = token.signedText, let signature = token.decoded(2, evaluation),
            !signature.isEmpty
        else { return .invalidToken }
        guard let code = code(algorithm) else { return .internalError }
        switch key {
        case .unknown: return .unknownKey
        case .secret(let secret):
            guard let expected = code.code(key: secret, signed, in: evaluation) else { return .internalError }
            return expected.equalsInConstantTime(signature) ? .verified : .refused
        case .asymmetric(let key):
            return verify(signed, signature, algorithm, key, code.digest, evaluation)
        }
    }

    /// The manual's `none`: there must not be any.
    private func withoutSignature(_ token: CompactToken) -> Outcome {
        guard token.count == 2 || token.count == 3 else { return .invalidToken }
        return token.part(2)?.isEmpty ?? true ? .verified : .refused
    }

    private func verify(
        _ signed: ByteView, _ signature: ByteView, _ algorithm: SignatureAlgorithm, _ key: AsymmetricKey,
        _ digest: MessageDigest, _ evaluation: Evaluation
    ) -> Outcome {
        var signature = signature
        if algorithm.family == .ellipticCurve {
            guard key.kind == .ellipticCurve, key.bits == algorithm.curveBits,
                let pair = CurveSignature(signature, bits: key.bits)
            else { return .refused }
            guard let encoded = evaluation.write(pair.append) else { return .internalError }
            signature = encoded
        } else if key.kind != .rsa {
            return .refused
        }
        guard let context = evaluation.crypto(digest.library)?.signature,
            begin(context, key, digest, isSalted: algorithm.family == .rsaWithSalt)
        else {
            digest.library.forgetErrors()
            return .internalError
        }
        let isRight = signature.withPointer { signatureBytes, signatureCount in
            signed.withPointer { bytes, count in
                digest.library.functions.pointee.EVP_DigestVerify(
                    context, signatureBytes, signatureCount, bytes, count) == 1
            }
        }
        digest.library.forgetErrors()
        return isRight ? .verified : .refused
    }

    private func begin(
        _ context: OpaquePointer, _ key: AsymmetricKey, _ digest: MessageDigest, isSalted: Bool
    ) -> Bool {
        let functions = digest.library.functions
        var keyContext: OpaquePointer?
        // OpenSSL gives the context of an earlier key back only here.
        guard functions.pointee.EVP_MD_CTX_reset(context) == 1,
            functions.pointee.EVP_DigestVerifyInit_ex(
                context, &keyContext, functions.pointee.EVP_MD_get0_name(digest.function), nil, nil, key.key, nil) == 1
        else { return false }
        guard isSalted else { return true }
        return functions.pointee.EVP_PKEY_CTX_set_rsa_padding(keyContext, RSA_PKCS1_PSS_PADDING) > 0
            && functions.pointee.EVP_PKEY_CTX_set_rsa_pss_saltlen(keyContext, RSA_PSS_SALTLEN_DIGEST) > 0
    }
}

extension ByteView {
    /// Whether both are the same; how long that takes tells their lengths only.
    func equalsInConstantTime(_ other: ByteView) -> Bool {
        guard count == other.count else { return false }
        var difference: UInt8 = 0
        for position in 0..<count {
            difference |= (byte(at: position) ?? 0) ^ (other.byte(at: position) ?? 0)
        }
        return difference == 0
    }
}
