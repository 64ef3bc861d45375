import Memory

/// The first message of a TLS handshake, in bytes that are passed on without being understood (RFC 8446, 4 and 5.1). Only what
/// lies in the first record is looked at.
struct TLSHello {
    /// 1 for a client's.
    let type: Int
    /// The major version in the upper half: `legacy_version`, 0x30003 for TLS 1.2 and later.
    let version: Int
    /// Behind the version; empty where the message goes on in another record.
    private let body: ByteView

    /// What the content of one direction begins with; nil, and more is waited for, while that cannot be said.
    init?(_ side: MessageSide, _ evaluation: Evaluation) {
        guard let content = evaluation.content(side, as: .raw) else {
            evaluation.awaitMore()
            return nil
        }
        var record = ByteCursor(content)
        guard let type = record.number(1) else {
            evaluation.awaitMore()
            return nil
        }
        guard type == 22 else { return nil }
        guard let major = record.number(1), record.number(1) != nil, let length = record.number(2) else {
            evaluation.awaitMore()
            return nil
        }
        guard major >= 3, length >= 6, length <= evaluation.valueLimit else { return nil }
        guard let fragment = record.take(length) else {
            evaluation.awaitMore()
            return nil
        }
        self.init(handshake: fragment)
    }

    private init?(handshake fragment: ByteView) {
        var message = ByteCursor(fragment)
        guard let type = message.number(1), let length = message.number(3), length >= 2 else { return nil }
        let whole = message.take(length)
        var rest = ByteCursor(whole ?? message.rest)
        guard let major = rest.number(1), let minor = rest.number(1) else { return nil }
        self.type = type
        version = major << 16 | minor
        body = whole == nil ? .empty : rest.rest
    }

    /// The cipher suites a client offers, two bytes each.
    var cipherSuites: ByteView? { clientParts?.ciphers }

    /// The content of a client's first extension of a type.
    func `extension`(_ type: Int) -> ByteView? {
        guard var list = clientExtensions.map({ ByteCursor($0) }) else { return nil }
        while let found = list.number(2), let content = list.block(2) {
            if found == type { return content }
        }
        return nil
    }

    /// A client's extensions, all of them; nil when it has none, and when they do not fit into each other.
    var clientExtensions: ByteView? {
        guard let extensions = clientParts?.extensions else { return nil }
        var list = ByteCursor(extensions)
        while !list.isAtEnd { guard list.number(2) != nil, list.block(2) != nil else { return nil } }
        return extensions
    }

    private var clientParts: (ciphers: ByteView, extensions: ByteView?)? {
        guard type == 1 else { return nil }
        var cursor = ByteCursor(body)
        // The random bytes, the session and the compression methods.
        guard cursor.take(32) != nil, cursor.block(1) != nil, let ciphers = cursor.block(2), cursor.block(1) != nil
        else { return nil }
        return (ciphers, cursor.block(2))
    }

    /// The version of a hello in the form of SSL 2, which clients of old send.
    static func oldVersion(_ evaluation: Evaluation) -> Int? {
        guard let content = evaluation.content(.request, as: .raw) else { return nil }
        var record = ByteCursor(content)
        guard let length = record.number(2), length & 0x8000 != 0 else { return nil }
        guard let message = record.take(length & 0x7fff) else {
            evaluation.awaitMore()
            return nil
        }
        var cursor = ByteCursor(message)
        guard cursor.number(1) == 1, let major = cursor.number(1), let minor = cursor.number(1),
            let ciphers = cursor.number(2), let session = cursor.number(2), let challenge = cursor.number(2),
            ciphers + session + challenge == message.count - 9
        else { return nil }
        return major << 16 | minor
    }
}
