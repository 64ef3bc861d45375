import Memory

/// HMAC over a digest function (RFC 2104).
///
/// Two digests over the loop's own context: OpenSSL's interface for it copies the key to the heap and looks the digest function up
/// again for each message.
final class MessageAuthentication: Sendable {
    let digest: MessageDigest

    init(_ digestName: String) throws {
        digest = try MessageDigest(digestName)
        guard !digest.isExtendable, digest.blockSize >= digest.size else {
            throw CryptoError.unavailable("HMAC with \(digestName)")
        }
    }

    /// The code of one piece after the other, in scratch memory.
    func code(
        key: ByteView, _ first: ByteView, _ second: ByteView = .empty, _ third: ByteView = .empty,
        _ fourth: ByteView = .empty, in evaluation: Evaluation
    ) -> ByteView? {
        guard let key = key.count > digest.blockSize ? digest.digest(key, in: evaluation) : key,
            let inner = block(key, 0x36, evaluation), let outer = block(key, 0x5c, evaluation),
            let code = digest.digest(inner, first, second, third, fourth, in: evaluation)
        else { return nil }
        return digest.digest(outer, code, in: evaluation)
    }

    /// The key filled up to a block, with a constant.
    private func block(_ key: ByteView, _ pattern: UInt8, _ evaluation: Evaluation) -> ByteView? {
        evaluation.write { out in
            guard out.room >= digest.blockSize else { return false }
            for position in 0..<digest.blockSize { out.append((key.byte(at: position) ?? 0) ^ pattern) }
            return true
        }
    }
}
