/// How an encrypted token carries the key of its content (RFC 7518, 4.1).
enum KeyManagement: String, Sendable, Hashable, CaseIterable {
    case direct = "dir"
    case wrap128 = "A128KW"
    case wrap192 = "A192KW"
    case wrap256 = "A256KW"
    case counter128 = "A128GCMKW"
    case counter192 = "A192GCMKW"
    case counter256 = "A256GCMKW"
    case rsaPKCS1 = "RSA1_5"
    case rsaOAEP = "RSA-OAEP"
    case rsaOAEP256 = "RSA-OAEP-256"
    case agreement = "ECDH-ES"
    case agreement128 = "ECDH-ES+A128KW"
    case agreement192 = "ECDH-ES+A192KW"
    case agreement256 = "ECDH-ES+A256KW"

    /// Bits of the key that encrypts the content's key; nil where there is none.
    var wrappingBits: Int? {
        switch self {
        case .wrap128, .counter128, .agreement128: 128
        case .wrap192, .counter192, .agreement192: 192
        case .wrap256, .counter256, .agreement256: 256
        case .direct, .rsaPKCS1, .rsaOAEP, .rsaOAEP256, .agreement: nil
        }
    }
}

/// How the content of a token is encrypted (RFC 7518, 5.1).
enum ContentEncryption: String, Sendable, Hashable, CaseIterable {
    case chained128 = "A128CBC-HS256"
    case chained192 = "A192CBC-HS384"
    case chained256 = "A256CBC-HS512"
    case counter128 = "A128GCM"
    case counter192 = "A192GCM"
    case counter256 = "A256GCM"

    /// Bits of the cipher's key.
    var bits: Int {
        switch self {
        case .chained128, .counter128: 128
        case .chained192, .counter192: 192
        case .chained256, .counter256: 256
        }
    }

    var isChained: Bool {
        switch self {
        case .chained128, .chained192, .chained256: true
        case .counter128, .counter192, .counter256: false
        }
    }

    /// Bytes of the content's key; a half of it authenticates where the cipher does not.
    var keyLength: Int { isChained ? bits / 4 : bits / 8 }
}
