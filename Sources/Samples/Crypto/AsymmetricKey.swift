import COpenSSL
import Memory

/// A public or private key of RSA or an elliptic curve. OpenSSL lets all threads share it.
final class AsymmetricKey: @unchecked Sendable {
    enum Kind: Sendable { case rsa, ellipticCurve }

    let library: CryptoLibrary
    /// `EVP_PKEY`
    let key: OpaquePointer
    let kind: Kind
    let bits: Int
    /// Bytes of a signature or of what is decrypted, at most.
    let size: Int

    /// Takes over a key; nil when it is of another kind.
    private init?(_ library: CryptoLibrary, owning key: OpaquePointer?) {
        guard let key, let kind = Self.kind(of: key, library) else {
            library.forgetErrors()
            library.functions.pointee.EVP_PKEY_free(key)
            return nil
        }
        self.library = library
        self.key = key
        self.kind = kind
        bits = Int(library.functions.pointee.EVP_PKEY_get_bits(key))
        size = Int(library.functions.pointee.EVP_PKEY_get_size(key))
    }

    private static func kind(of key: OpaquePointer, _ library: CryptoLibrary) -> Kind? {
        let functions = library.functions
        if functions.pointee.EVP_PKEY_is_a(key, "RSA") == 1 || functions.pointee.EVP_PKEY_is_a(key, "RSA-PSS") == 1 {
            return .rsa
        }
        return functions.pointee.EVP_PKEY_is_a(key, "EC") == 1 ? .ellipticCurve : nil
    }

    deinit { library.functions.pointee.EVP_PKEY_free(key) }

    // MARK: PEM

    /// A public key in PKCS#1 or as a subject's public key.
    static func publicKey(_ library: CryptoLibrary, pem: [UInt8]) -> AsymmetricKey? {
        let found = withText(library, pem) { library.functions.pointee.PEM_read_bio_PUBKEY($0, nil, nil, nil) }
        return AsymmetricKey(library, owning: found ?? pkcs1(library, pem))
    }

    private static func pkcs1(_ library: CryptoLibrary, _ pem: [UInt8]) -> OpaquePointer? {
        library.forgetErrors()
        let functions = library.functions
        var key: OpaquePointer?
        guard
            let context = functions.pointee.OSSL_DECODER_CTX_new_for_pkey(
                &key, "PEM", "type-specific", "RSA", Int32(EVP_PKEY_PUBLIC_KEY_SELECTION), nil, nil)
        else { return nil }
        defer { functions.pointee.OSSL_DECODER_CTX_free(context) }
        return pem.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            var count = bytes.count
            return functions.pointee.OSSL_DECODER_from_data(context, &position, &count) == 1 ? key : nil
        }
    }

    /// The public key of a certificate.
    static func certificate(_ library: CryptoLibrary, pem: [UInt8]) -> AsymmetricKey? {
        let functions = library.functions
        guard
            let certificate = withText(library, pem, { functions.pointee.PEM_read_bio_X509($0, nil, nil, nil) })
        else {
            library.forgetErrors()
            return nil
        }
        defer { functions.pointee.X509_free(certificate) }
        return AsymmetricKey(library, owning: functions.pointee.X509_get_pubkey(certificate))
    }

    static func privateKey(_ library: CryptoLibrary, pem: [UInt8]) -> AsymmetricKey? {
        // Without an answer of ours an encrypted key would ask the terminal for its password.
        let found = withText(library, pem) {
            library.functions.pointee.PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil)
        }
        return AsymmetricKey(library, owning: found)
    }

    private static func withText(
        _ library: CryptoLibrary, _ text: [UInt8], _ read: (OpaquePointer) -> OpaquePointer?
    ) -> OpaquePointer? {
        text.withUnsafeBufferPointer { bytes in
            guard let count = Int32(exactly: bytes.count),
                let input = library.functions.pointee.BIO_new_mem_buf(bytes.baseAddress, count)
            else { return nil }
            defer { _ = library.functions.pointee.BIO_free(input) }
            return read(input)
        }
    }

    // MARK: Numbers

    /// A key from its named parts.
    static func key(_ library: CryptoLibrary, _ kind: Kind, isPrivate: Bool, _ parts: KeyParts) -> AsymmetricKey? {
        let functions = library.functions
        guard
            let context = functions.pointee.EVP_PKEY_CTX_new_from_name(nil, kind == .rsa ? "RSA" : "EC", nil)
        else { return nil }
        defer { functions.pointee.EVP_PKEY_CTX_free(context) }
        guard let parameters = parts.parameters() else { return nil }
        defer { functions.pointee.OSSL_PARAM_free(parameters) }
        var key: OpaquePointer?
        let selection = Int32(isPrivate ? EVP_PKEY_KEYPAIR_SELECTION : EVP_PKEY_PUBLIC_KEY_SELECTION)
        guard functions.pointee.EVP_PKEY_fromdata_init(context) == 1,
            functions.pointee.EVP_PKEY_fromdata(context, &key, selection, parameters) == 1
        else {
            library.forgetErrors()
            return nil
        }
        return AsymmetricKey(library, owning: key)
    }
}
