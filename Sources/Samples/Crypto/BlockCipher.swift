import COpenSSL
import Memory

/// AES in one of its modes, looked up once. OpenSSL lets all threads share it.
final class BlockCipher: @unchecked Sendable {
    enum Mode: String {
        case chained = "CBC"
        /// With authentication.
        case counter = "GCM"
        /// For keys (RFC 3394).
        case wrap = "WRAP"
    }

    enum Direction: Int32 {
        case decrypt = 0
        case encrypt = 1
    }

    /// Bytes of an authentication tag.
    static let tagLength = 16

    let library: CryptoLibrary
    let mode: Mode
    let keyLength: Int
    /// `EVP_CIPHER`
    private let function: OpaquePointer

    init(bits: Int, _ mode: Mode) throws(CryptoError) {
        library = try CryptoLibrary.load()
        let name = "AES-\(bits)-\(mode.rawValue)"
        guard let function = library.functions.pointee.EVP_CIPHER_fetch(nil, name, nil) else {
            library.forgetErrors()
            throw .unavailable(name)
        }
        self.function = function
        self.mode = mode
        keyLength = bits / 8
    }

    deinit { library.functions.pointee.EVP_CIPHER_free(function) }

    /// Encrypts or decrypts a value into scratch memory; nil when the key or the nonce cannot be used, or the value is not whole.
    ///
    /// - Parameter key: its first bytes are used.
    /// - Parameter tag: what the value must have; for decryption with authentication only.
    func apply(
        _ direction: Direction, _ value: ByteView, key: ByteView, nonce: ByteView, tag: ByteView = .empty,
        authenticating data: ByteView = .empty, in evaluation: Evaluation
    ) -> ByteView? {
        guard key.count >= keyLength, let context = evaluation.crypto(library)?.cipher else { return nil }
        let isRight =
            begin(context, direction, key, nonce)
            && (mode != .counter || direction == .encrypt || expect(context, tag))
            && (data.isEmpty || authenticate(context, data))
        guard isRight, let length = Int32(exactly: value.count) else {
            library.forgetErrors()
            return nil
        }
        let result = evaluation.fill(atMost: value.count + 16) { run(context, value, length, $0) }
        if result == nil { library.forgetErrors() }
        return result
    }

    /// The authentication tag of what was encrypted last, in scratch memory.
    func tag(in evaluation: Evaluation) -> ByteView? {
        guard let context = evaluation.crypto(library)?.cipher else { return nil }
        return evaluation.fill(atMost: Self.tagLength) { target in
            library.functions.pointee.EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagLength), target) == 1 ? Self.tagLength : nil
        }
    }

    private func begin(_ context: OpaquePointer, _ direction: Direction, _ key: ByteView, _ nonce: ByteView) -> Bool {
        let functions = library.functions
        functions.pointee.EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW)
        guard functions.pointee.EVP_CipherInit_ex2(context, function, nil, nil, direction.rawValue, nil) == 1 else {
            return false
        }
        switch mode {
        case .wrap: break
        case .chained: guard nonce.count == 16 else { return false }
        case .counter:
            guard let length = Int32(exactly: nonce.count), length > 0,
                functions.pointee.EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, length, nil) == 1
            else { return false }
        }
        return key.withPointer { keyBytes, _ in
            nonce.withPointer { nonceBytes, _ in
                functions.pointee.EVP_CipherInit_ex2(
                    context, nil, keyBytes, nonceBytes, direction.rawValue, nil) == 1
            }
        }
    }

    private func expect(_ context: OpaquePointer, _ tag: ByteView) -> Bool {
        // A shorter one would be compared as far as it goes.
        guard tag.count == Self.tagLength else { return false }
        return tag.withPointer { bytes, count in
            library.functions.pointee.EVP_CIPHER_CTX_ctrl(
                context, EVP_CTRL_AEAD_SET_TAG, Int32(count), UnsafeMutableRawPointer(mutating: bytes)) == 1
        }
    }

    private func authenticate(_ context: OpaquePointer, _ data: ByteView) -> Bool {
        guard let count = Int32(exactly: data.count) else { return false }
        var length: Int32 = 0
        return data.withPointer { bytes, _ in
            library.functions.pointee.EVP_CipherUpdate(context, nil, &length, bytes, count) == 1
        }
    }

    private func run(
        _ context: OpaquePointer, _ value: ByteView, _ count: Int32, _ target: UnsafeMutablePointer<UInt8>
    ) -> Int? {
        let functions = library.functions
        var written: Int32 = 0
        if count > 0 {
            let isRight = value.withPointer { bytes, _ in
                functions.pointee.EVP_CipherUpdate(context, target, &written, bytes, count) == 1
            }
            guard isRight, written >= 0 else { return nil }
        }
        var rest: Int32 = 0
        guard functions.pointee.EVP_CipherFinal_ex(context, target + Int(written), &rest) == 1 else { return nil }
        return Int(written) + Int(rest)
    }
}
