import Memory

/// What the header of an encrypted token says (RFC 7516, 4.1).
struct EncryptedHeader {
    private let text: ByteView
    let keyManagement: KeyManagement
    let encryption: ContentEncryption

    /// Nil when it names no algorithm that exists, or demands what is not understood.
    init?(_ text: ByteView, _ evaluation: Evaluation) {
        self.text = text
        guard JSONReader.value(at: Name.critical, in: text) == nil,
            JSONReader.value(at: Name.compression, in: text) == nil,
            let algorithm = JSONReader.text(at: Name.algorithm, in: text, evaluation),
            let encryption = JSONReader.text(at: Name.encryption, in: text, evaluation),
            let keyManagement = KeyManagement(named: algorithm), let cipher = ContentEncryption(named: encryption)
        else { return nil }
        self.keyManagement = keyManagement
        self.encryption = cipher
    }

    /// Bytes that are written in base64url; nil when they are not there.
    func bytes(_ path: JSONPath, _ evaluation: Evaluation) -> ByteView? {
        JSONReader.bytes(at: path, in: text, evaluation)
    }

    /// The sender's public key, an object.
    var ephemeralKey: ByteView? {
        guard case .object(let key) = JSONReader.value(at: Name.ephemeralKey, in: text) else { return nil }
        return key
    }

    enum Name {
        static let algorithm = JSONPath(member: "alg")
        static let encryption = JSONPath(member: "enc")
        static let critical = JSONPath(member: "crit")
        static let compression = JSONPath(member: "zip")
        static let ephemeralKey = JSONPath(member: "epk")
        static let nonce = JSONPath(member: "iv")
        static let tag = JSONPath(member: "tag")
        static let producer = JSONPath(member: "apu")
        static let recipient = JSONPath(member: "apv")
    }
}

extension JSONPath {
    /// The path of a member of the outermost object.
    init(member: StaticString) {
        steps = [.member(member.withUTF8Buffer { Array($0) })]
    }
}

extension JSONReader {
    /// The text of a string.
    static func text(at path: JSONPath, in text: ByteView, _ evaluation: Evaluation) -> ByteView? {
        guard case .string(let raw) = value(at: path, in: text) else { return nil }
        return JSONString(raw: raw).text(evaluation)
    }

    /// The bytes that a string stands for in base64url.
    static func bytes(at path: JSONPath, in text: ByteView, _ evaluation: Evaluation) -> ByteView? {
        guard let encoded = self.text(at: path, in: text, evaluation) else { return nil }
        return evaluation.write { Base64.url.decode(encoded, into: $0) }
    }
}
