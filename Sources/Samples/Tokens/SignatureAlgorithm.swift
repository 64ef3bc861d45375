import Memory

/// The algorithms of signed tokens (RFC 7518, 3.1).
enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case hs256 = "HS256"
    case hs384 = "HS384"
    case hs512 = "HS512"
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case none

    enum Family: Sendable { case none, secret, rsa, rsaWithSalt, ellipticCurve }

    var family: Family {
        switch self {
        case .hs256, .hs384, .hs512: .secret
        case .rs256, .rs384, .rs512: .rsa
        case .es256, .es384, .es512: .ellipticCurve
        case .ps256, .ps384, .ps512: .rsaWithSalt
        case .none: .none
        }
    }

    /// Whether it is verified with a key from a file.
    var needsPublicKey: Bool { family != .secret && family != .none }

    /// Bits of its digest.
    var bits: Int {
        switch self {
        case .hs256, .rs256, .es256, .ps256, .none: 256
        case .hs384, .rs384, .es384, .ps384: 384
        case .hs512, .rs512, .es512, .ps512: 512
        }
    }

    /// Bits of the curve whose keys it uses.
    var curveBits: Int { bits == 512 ? 521 : bits }
}

extension CaseIterable where Self: RawRepresentable, RawValue == String {
    /// The case of a name that came with a message; nothing is allocated for it.
    init?(named name: ByteView) {
        guard let found = Self.allCases.first(where: { name.equals(text: $0.rawValue) }) else { return nil }
        self = found
    }
}

extension ByteView {
    fileprivate func equals(text: String) -> Bool {
        guard count == text.utf8.count else { return false }
        var position = 0
        for byte in text.utf8 {
            if self.byte(at: position) != byte { return false }
            position += 1
        }
        return true
    }
}
