import Memory

/// AES by OpenSSL; keys and nonces are given in base64 (manual, 7.3.1).
extension Converter {
    /// `aes_cbc_dec(<bits>,<nonce>,<key>[,<aad>])`
    static let aesCBCDecryption = cipher("aes_cbc_dec", .chained, "Decrypts by AES-CBC.") {
        value, arguments, evaluation in
        arguments.apply(.decrypt, value, evaluation)
    }

    /// `aes_cbc_enc(<bits>,<nonce>,<key>[,<aad>])`
    static let aesCBCEncryption = cipher("aes_cbc_enc", .chained, "Encrypts by AES-CBC.") {
        value, arguments, evaluation in
        arguments.apply(.encrypt, value, evaluation)
    }

    /// `aes_gcm_dec(<bits>,<nonce>,<key>,<aead_tag>[,<aad>])`
    static let aesGCMDecryption = cipher("aes_gcm_dec", .counter, "Decrypts by AES-GCM.") {
        value, arguments, evaluation in
        guard let tag = arguments.tag?.bytes(evaluation) else { return nil }
        return arguments.apply(.decrypt, value, tag: tag, evaluation)
    }

    /// `aes_gcm_enc(<bits>,<nonce>,<key>,<aead_tag>[,<aad>])`
    static let aesGCMEncryption = cipher("aes_gcm_enc", .counter, "Encrypts by AES-GCM.", storesTag: true) {
        value, arguments, evaluation in
        guard case .variable(let name) = arguments.tag, let result = arguments.apply(.encrypt, value, evaluation),
            let tag = arguments.cipher.tag(in: evaluation),
            let text = evaluation.write({ Base64.standard.encode(tag, into: $0) })
        else { return nil }
        return evaluation.setVariable(name, to: .string(text)) ? result : nil
    }

    private static func cipher(
        _ name: String, _ mode: BlockCipher.Mode, _ summary: String, storesTag: Bool = false,
        apply: @escaping @Sendable (ByteView, CipherArguments, Evaluation) -> ByteView?
    ) -> Converter {
        let needed: [ArgumentKind] = [.integer, .string, .string] + (mode == .counter ? [.string] : [])
        return Converter(
            name, takes: .binary, gives: .binary, arguments: ArgumentGrammar(needed, optional: [.string]), summary,
            check: { $0.object = try CipherArguments($0, mode, storesTag: storesTag) },
            apply: { value, arguments, evaluation in
                guard let view = value.view, let prepared = arguments.object(as: CipherArguments.self) else {
                    return nil
                }
                return apply(view, prepared, evaluation).map { .binary($0) }
            }
        )
    }
}

/// What the arguments of an AES converter mean.
private final class CipherArguments: Sendable {
    let cipher: BlockCipher
    private let nonce: EncodedArgument
    private let key: EncodedArgument
    let tag: EncodedArgument?
    private let authenticated: EncodedArgument?

    init(_ arguments: PreparedArguments, _ mode: BlockCipher.Mode, storesTag: Bool) throws {
        guard let bits = Int(exactly: arguments.integer(0)), [128, 192, 256].contains(bits) else {
            throw arguments.refuse("key size must be 128, 192 or 256 (bits).")
        }
        nonce = try EncodedArgument(arguments, at: 1, "nonce")
        key = try EncodedArgument(arguments, at: 2, "key")
        let hasTag = mode == .counter
        tag = hasTag ? try EncodedArgument(arguments, at: 3, "aead_tag") : nil
        if storesTag, case .constant = tag { throw arguments.refuse("aead_tag must be a variable.") }
        let last = hasTag ? 4 : 3
        authenticated = arguments.has(last) ? try EncodedArgument(arguments, at: last, "aad") : nil
        if authenticated != nil, !hasTag {
            throw arguments.refuse("CBC cannot authenticate additional data; leave <aad> out, or use GCM.")
        }
        do { cipher = try BlockCipher(bits: bits, mode) } catch { throw arguments.refuse("\(error)") }
    }

    func apply(
        _ direction: BlockCipher.Direction, _ value: ByteView, tag: ByteView = .empty, _ evaluation: Evaluation
    ) -> ByteView? {
        guard let nonce = nonce.bytes(evaluation), let key = key.bytes(evaluation) else { return nil }
        var data = ByteView.empty
        if let authenticated {
            guard let bytes = authenticated.bytes(evaluation) else { return nil }
            data = bytes
        }
        return cipher.apply(
            direction, value, key: key, nonce: nonce, tag: tag, authenticating: data, in: evaluation)
    }
}
