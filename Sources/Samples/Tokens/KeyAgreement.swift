import COpenSSL
import Memory

/// Diffie-Hellman over elliptic curves with a key that the sender made for one token (RFC 7518, 4.6).
final class KeyAgreement: Sendable {
    private let digest: MessageDigest

    init() throws { digest = try MessageDigest("sha256") }

    /// A key of `count` bytes.
    ///
    /// - Parameter name: the algorithm that it is for.
    func key(
        _ header: EncryptedHeader, _ own: AsymmetricKey, name: String, count: Int, in evaluation: Evaluation
    ) -> ByteView? {
        guard own.kind == .ellipticCurve, let text = header.ephemeralKey,
            case .asymmetric(let other) = JSONWebKey(text, isPrivate: false, evaluation)?.key,
            other.kind == .ellipticCurve, other.bits == own.bits,
            let secret = shared(own, other, evaluation),
            let context = context(header, name: name, count: count, evaluation)
        else { return nil }
        return derive(secret, context, count, evaluation)
    }

    private func shared(_ own: AsymmetricKey, _ other: AsymmetricKey, _ evaluation: Evaluation) -> ByteView? {
        let functions = own.library.functions
        guard let context = functions.pointee.EVP_PKEY_CTX_new_from_pkey(nil, own.key, nil) else { return nil }
        defer {
            functions.pointee.EVP_PKEY_CTX_free(context)
            own.library.forgetErrors()
        }
        guard functions.pointee.EVP_PKEY_derive_init(context) > 0,
            functions.pointee.EVP_PKEY_derive_set_peer(context, other.key) > 0
        else { return nil }
        let size = (own.bits + 7) / 8
        return evaluation.fill(atMost: size) { target in
            var count = size
            return functions.pointee.EVP_PKEY_derive(context, target, &count) > 0 ? count : nil
        }
    }

    /// What the key is bound to: its use, both sides and its length.
    private func context(
        _ header: EncryptedHeader, name: String, count: Int, _ evaluation: Evaluation
    ) -> ByteView? {
        let producer = header.bytes(EncryptedHeader.Name.producer, evaluation) ?? .empty
        let recipient = header.bytes(EncryptedHeader.Name.recipient, evaluation) ?? .empty
        return evaluation.write { out in
            out.append(bigEndian: UInt64(name.utf8.count), count: 4) && out.append(text: name)
                && out.append(bigEndian: UInt64(producer.count), count: 4) && out.append(producer)
                && out.append(bigEndian: UInt64(recipient.count), count: 4) && out.append(recipient)
                && out.append(bigEndian: UInt64(count) * 8, count: 4)
        }
    }

    /// The concatenation of digests (NIST SP 800-56A, 5.8.1).
    private func derive(_ secret: ByteView, _ context: ByteView, _ count: Int, _ evaluation: Evaluation) -> ByteView? {
        var pieces: [ByteView] = []
        for round in 1...max(1, (count + digest.size - 1) / digest.size) {
            guard let number = evaluation.write({ $0.append(bigEndian: UInt64(round), count: 4) }),
                let piece = digest.digest(number, secret, context, in: evaluation)
            else { return nil }
            pieces.append(piece)
        }
        return evaluation.write { out in pieces.allSatisfy { out.append($0) } }?.slice(0, count)
    }
}
