import Memory

/// Decrypts tokens in their compact form (RFC 7516).
final class TokenDecrypter: Sendable {
    private let keys: ContentKeyReader
    private let ciphers: CipherSet
    private let codes: [MessageAuthentication]
    private let policy: TokenPolicy

    init(_ policy: TokenPolicy) throws {
        ciphers = try CipherSet()
        keys = try ContentKeyReader(ciphers)
        codes = try ["sha256", "sha384", "sha512"].map { try MessageAuthentication($0) }
        self.policy = policy
    }

    /// The content; nil when anything about the token is not right.
    func decrypt(_ text: ByteView, _ key: DecryptionKey, in evaluation: Evaluation) -> ByteView? {
        let token = CompactToken(text)
        guard token.count == 5, let part = token.part(0), let decoded = token.decoded(0, evaluation),
            let header = EncryptedHeader(decoded, evaluation), policy.keyManagement.contains(header.keyManagement),
            policy.encryption.contains(header.encryption), let encryptedKey = token.decoded(1, evaluation),
            let nonce = token.decoded(2, evaluation), let content = token.decoded(3, evaluation),
            let tag = token.decoded(4, evaluation),
            let contentKey = keys.key(header, encryptedKey, key, in: evaluation),
            contentKey.count == header.encryption.keyLength
        else { return nil }
        if header.encryption.isChained {
            return decryptChained(content, contentKey, nonce, tag, part, header.encryption, evaluation)
        }
        return ciphers.cipher(.counter, header.encryption.bits)?.apply(
            .decrypt, content, key: contentKey, nonce: nonce, tag: tag, authenticating: part, in: evaluation)
    }

    /// AES-CBC and HMAC (RFC 7518, 5.2.2.2).
    private func decryptChained(
        _ content: ByteView, _ key: ByteView, _ nonce: ByteView, _ tag: ByteView, _ header: ByteView,
        _ encryption: ContentEncryption, _ evaluation: Evaluation
    ) -> ByteView? {
        let half = encryption.keyLength / 2
        let headerBits = UInt64(header.count) * 8
        guard let code = codes.first(where: { $0.digest.size == encryption.keyLength }),
            let length = evaluation.write({ $0.append(bigEndian: headerBits, count: 8) }),
            let expected = code.code(key: key.slice(0, half), header, nonce, content, length, in: evaluation),
            expected.slice(0, half).equalsInConstantTime(tag)
        else { return nil }
        return ciphers.cipher(.chained, encryption.bits)?.apply(
            .decrypt, content, key: key.slice(half), nonce: nonce, in: evaluation)
    }
}

/// What a token is decrypted with.
enum DecryptionKey {
    case secret(ByteView)
    case asymmetric(AsymmetricKey)
}

/// AES in all modes and key lengths.
final class CipherSet: Sendable {
    private let ciphers: [BlockCipher]

    init() throws(CryptoError) {
        var ciphers: [BlockCipher] = []
        for mode in [BlockCipher.Mode.counter, .chained, .wrap] {
            for bits in [128, 192, 256] { ciphers.append(try BlockCipher(bits: bits, mode)) }
        }
        self.ciphers = ciphers
    }

    func cipher(_ mode: BlockCipher.Mode, _ bits: Int) -> BlockCipher? {
        ciphers.first { $0.mode == mode && $0.keyLength == bits / 8 }
    }
}
