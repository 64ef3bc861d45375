import COpenSSL
import Memory

/// Gets the key of an encrypted token's content (RFC 7518, 4).
final class ContentKeyReader: Sendable {
    private let ciphers: CipherSet
    private let agreement: KeyAgreement

    init(_ ciphers: CipherSet) throws {
        self.ciphers = ciphers
        agreement = try KeyAgreement()
    }

    func key(
        _ header: EncryptedHeader, _ encrypted: ByteView, _ key: DecryptionKey, in evaluation: Evaluation
    ) -> ByteView? {
        switch (header.keyManagement, key) {
        case (.direct, .secret(let secret)): return encrypted.isEmpty ? secret : nil
        case (.wrap128, .secret(let secret)), (.wrap192, .secret(let secret)), (.wrap256, .secret(let secret)):
            return unwrap(header, encrypted, secret, evaluation)
        case (.counter128, .secret(let secret)), (.counter192, .secret(let secret)),
            (.counter256, .secret(let secret)):
            return decrypt(header, encrypted, secret, evaluation)
        case (.rsaPKCS1, .asymmetric(let key)), (.rsaOAEP, .asymmetric(let key)), (.rsaOAEP256, .asymmetric(let key)):
            return decrypt(header, encrypted, key, evaluation)
        case (.agreement, .asymmetric(let key)):
            guard encrypted.isEmpty else { return nil }
            return agreement.key(
                header, key, name: header.encryption.rawValue, count: header.encryption.keyLength, in: evaluation)
        case (.agreement128, .asymmetric(let key)), (.agreement192, .asymmetric(let key)),
            (.agreement256, .asymmetric(let key)):
            guard let bits = header.keyManagement.wrappingBits,
                let name = header.keyManagement.rawValue.split(separator: "+").last,
                let secret = agreement.key(header, key, name: String(name), count: bits / 8, in: evaluation)
            else { return nil }
            return unwrap(header, encrypted, secret, evaluation)
        default: return nil
        }
    }

    private func unwrap(
        _ header: EncryptedHeader, _ encrypted: ByteView, _ secret: ByteView, _ evaluation: Evaluation
    ) -> ByteView? {
        guard let bits = header.keyManagement.wrappingBits, secret.count == bits / 8, encrypted.count >= 24 else {
            return nil
        }
        return ciphers.cipher(.wrap, bits)?.apply(.decrypt, encrypted, key: secret, nonce: .empty, in: evaluation)
    }

    private func decrypt(
        _ header: EncryptedHeader, _ encrypted: ByteView, _ secret: ByteView, _ evaluation: Evaluation
    ) -> ByteView? {
        guard let bits = header.keyManagement.wrappingBits, secret.count == bits / 8,
            let nonce = header.bytes(EncryptedHeader.Name.nonce, evaluation),
            let tag = header.bytes(EncryptedHeader.Name.tag, evaluation)
        else { return nil }
        return ciphers.cipher(.counter, bits)?.apply(
            .decrypt, encrypted, key: secret, nonce: nonce, tag: tag, in: evaluation)
    }

    private func decrypt(
        _ header: EncryptedHeader, _ encrypted: ByteView, _ key: AsymmetricKey, _ evaluation: Evaluation
    ) -> ByteView? {
        guard key.kind == .rsa else { return nil }
        let isOld = header.keyManagement == .rsaPKCS1
        let functions = key.library.functions
        // OpenSSL wants a context for each decryption.
        guard let context = functions.pointee.EVP_PKEY_CTX_new_from_pkey(nil, key.key, nil) else { return nil }
        defer { functions.pointee.EVP_PKEY_CTX_free(context) }
        guard begin(context, key.library, header.keyManagement) else { return nil }
        let result = evaluation.fill(atMost: key.size) { target in
            var count = key.size
            let isRight = encrypted.withPointer {
                functions.pointee.EVP_PKEY_decrypt(context, target, &count, $0, $1) > 0
            }
            return isRight ? count : nil
        }
        key.library.forgetErrors()
        if isOld, result?.count != header.encryption.keyLength {
            // Who sends tokens must not learn whether the padding was right (RFC 7516, 11.5).
            return randomKey(header.encryption.keyLength, evaluation)
        }
        return result
    }

    private func begin(_ context: OpaquePointer, _ library: CryptoLibrary, _ management: KeyManagement) -> Bool {
        let functions = library.functions
        guard functions.pointee.EVP_PKEY_decrypt_init(context) > 0 else { return false }
        if management == .rsaPKCS1 {
            return functions.pointee.EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) > 0
        }
        let digest = management == .rsaOAEP256 ? "SHA256" : "SHA1"
        return functions.pointee.EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) > 0
            && functions.pointee.EVP_PKEY_CTX_set_rsa_oaep_md_name(context, digest, nil) > 0
            && functions.pointee.EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, digest, nil) > 0
    }

    private func randomKey(_ count: Int, _ evaluation: Evaluation) -> ByteView? {
        evaluation.write { out in
            for _ in 0..<count { guard out.append(UInt8.random(in: 0...255)) else { return false } }
            return true
        }
    }
}
