import COpenSSL
import Memory

/// The numbers of a key on their way to OpenSSL.
final class KeyParts {
    /// What OpenSSL calls the parts of keys (`openssl/core_names.h`).
    enum Name: Sendable {
        case modulus, exponent, privateExponent
        case firstFactor, secondFactor, firstExponent, secondExponent, coefficient
        case group, publicKey, privateKey

        fileprivate var text: UnsafePointer<CChar> {
            switch self {
            case .modulus: KeyParts.pointer("n")
            case .exponent: KeyParts.pointer("e")
            case .privateExponent: KeyParts.pointer("d")
            case .firstFactor: KeyParts.pointer("rsa-factor1")
            case .secondFactor: KeyParts.pointer("rsa-factor2")
            case .firstExponent: KeyParts.pointer("rsa-exponent1")
            case .secondExponent: KeyParts.pointer("rsa-exponent2")
            case .coefficient: KeyParts.pointer("rsa-coefficient1")
            case .group: KeyParts.pointer("group")
            case .publicKey: KeyParts.pointer("pub")
            case .privateKey: KeyParts.pointer("priv")
            }
        }
    }

    private let library: CryptoLibrary
    /// `OSSL_PARAM_BLD`
    private let builder: OpaquePointer
    /// `BIGNUM`s, which the builder refers to.
    private var numbers: [OpaquePointer] = []

    init?(_ library: CryptoLibrary) {
        guard let builder = library.functions.pointee.OSSL_PARAM_BLD_new() else { return nil }
        self.library = library
        self.builder = builder
    }

    deinit {
        for number in numbers { library.functions.pointee.BN_clear_free(number) }
        library.functions.pointee.OSSL_PARAM_BLD_free(builder)
    }

    /// Adds a number, most significant byte first. OpenSSL keeps the addresses of all names, which literals have for good.
    func add(_ name: Name, number bytes: ByteView) -> Bool {
        guard let count = Int32(exactly: bytes.count), count > 0,
            let number = bytes.withPointer({ source, _ in library.functions.pointee.BN_bin2bn(source, count, nil) })
        else { return false }
        numbers.append(number)
        return library.functions.pointee.OSSL_PARAM_BLD_push_BN(builder, name.text, number) == 1
    }

    func add(_ name: Name, text: StaticString) -> Bool {
        library.functions.pointee.OSSL_PARAM_BLD_push_utf8_string(
            builder, name.text, Self.pointer(text), 0) == 1
    }

    /// Adds bytes, which must live until the parameters are made.
    func add(_ name: Name, bytes: ByteView) -> Bool {
        bytes.withPointer {
            library.functions.pointee.OSSL_PARAM_BLD_push_octet_string(builder, name.text, $0, $1) == 1
        }
    }

    private static func pointer(_ text: StaticString) -> UnsafePointer<CChar> {
        UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// All of them; the caller frees them.
    func parameters() -> UnsafeMutablePointer<OSSL_PARAM>? {
        library.functions.pointee.OSSL_PARAM_BLD_to_param(builder)
    }
}
