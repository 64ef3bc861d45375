import Configuration
import Memory

/// The keys that a configuration's expressions name by file, each read once while the configuration is.
///
/// Sendable because keys are added while a configuration is read and never once it runs, so that all loops look them up without
/// a lock. A name that is only known at run time finds what some expression has named as a constant.
public final class TokenKeyStore: @unchecked Sendable {
    enum Kind: Sendable {
        /// For `jwt_verify`.
        case publicKey
        /// For `jwt_verify_cert`.
        case certificate
        /// For `jwt_decrypt_cert`.
        case privateKey
    }

    private struct Entry {
        let kind: Kind
        let path: ConstantBytes
        let key: AsymmetricKey
    }

    private var entries: [Entry] = []

    public init() {}

    /// The key that was read from a file of this name.
    func key(_ kind: Kind, _ path: ByteView) -> AsymmetricKey? {
        for index in entries.indices where entries[index].kind == kind && entries[index].path.view.equals(path) {
            return entries[index].key
        }
        return nil
    }

    /// Reads a key; nil when there is no file of this name.
    ///
    /// - Throws: when the file holds no such key.
    func load(_ kind: Kind, _ path: [UInt8]) throws -> AsymmetricKey? {
        let name = ConstantBytes(path)
        if let known = key(kind, name.view) { return known }
        let text = String(decoding: path, as: UTF8.self)
        guard let bytes = ContentFile.read(text) else { return nil }
        let library = try CryptoLibrary.load()
        guard let key = try Self.key(kind, bytes, text, library) else {
            throw ConfigurationError("'\(text)' does not hold \(Self.contents(kind)).")
        }
        entries.append(Entry(kind: kind, path: name, key: key))
        return key
    }

    private static func key(
        _ kind: Kind, _ bytes: [UInt8], _ path: String, _ library: CryptoLibrary
    ) throws -> AsymmetricKey? {
        switch kind {
        case .publicKey: return .publicKey(library, pem: bytes)
        case .certificate: return .certificate(library, pem: bytes)
        case .privateKey:
            // As everywhere, a certificate's key stands with it or in a file beside it.
            return .privateKey(library, pem: bytes)
                ?? ContentFile.read(path + ".key").flatMap { .privateKey(library, pem: $0) }
        }
    }

    private static func contents(_ kind: Kind) -> String {
        switch kind {
        case .publicKey: "a public key of RSA or an elliptic curve (BEGIN PUBLIC KEY or BEGIN RSA PUBLIC KEY)"
        case .certificate: "a certificate with a key of RSA or an elliptic curve (BEGIN CERTIFICATE)"
        case .privateKey: "a private key of RSA or an elliptic curve, and neither does a file '.key' beside it"
        }
    }
}
