import COpenSSL
import Memory

/// The numbers of a key on their way to OpenSSL.
final class KeyParts {
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

    /// Adds a number, most significant byte first.
    func add(_ name: UnsafePointer<CChar>, number bytes: ByteView) -> Bool {
        guard let count = Int32(exactly: bytes.count), count > 0,
            let number = bytes.withPointer({ source, _ in library.functions.pointee.BN_bin2bn(source, count, nil) })
        else { return false }
        numbers.append(number)
        return library.functions.pointee.OSSL_PARAM_BLD_push_BN(builder, name, number) == 1
    }

    func add(_ name: UnsafePointer<CChar>, text: UnsafePointer<CChar>) -> Bool {
        library.functions.pointee.OSSL_PARAM_BLD_push_utf8_string(builder, name, text, 0) == 1
    }

    /// Adds bytes, which must live until the parameters are made.
    func add(_ name: UnsafePointer<CChar>, bytes: ByteView) -> Bool {
        bytes.withPointer { library.functions.pointee.OSSL_PARAM_BLD_push_octet_string(builder, name, $0, $1) == 1 }
    }

    /// All of them; the caller frees them.
    func parameters() -> UnsafeMutablePointer<OSSL_PARAM>? {
        library.functions.pointee.OSSL_PARAM_BLD_to_param(builder)
    }
}
