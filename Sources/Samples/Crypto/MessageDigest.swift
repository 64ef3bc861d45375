import COpenSSL
import Memory

/// A digest function, looked up once. OpenSSL lets all threads share it.
final class MessageDigest: @unchecked Sendable {
    let library: CryptoLibrary
    /// `EVP_MD`
    let function: OpaquePointer
    /// Bytes of a result.
    let size: Int
    /// Bytes that it works on at once.
    let blockSize: Int

    /// - Parameter name: any of the names that OpenSSL has for it.
    init(_ name: String) throws {
        library = try CryptoLibrary.load()
        let functions = library.functions
        // Older names are known to this function only, and implementations to the next one only.
        guard !name.isEmpty, let known = functions.pointee.EVP_get_digestbyname(name) else {
            throw CryptoError.unavailable(name)
        }
        guard let function = functions.pointee.EVP_MD_fetch(nil, functions.pointee.EVP_MD_get0_name(known), nil) else {
            library.forgetErrors()
            throw CryptoError.unavailable(name)
        }
        self.function = function
        size = Int(functions.pointee.EVP_MD_get_size(function))
        blockSize = Int(functions.pointee.EVP_MD_get_block_size(function))
    }

    deinit { library.functions.pointee.EVP_MD_free(function) }

    /// Its results may have any length.
    var isExtendable: Bool {
        library.functions.pointee.EVP_MD_get_flags(function) & UInt(EVP_MD_FLAG_XOF) != 0
    }

    /// The digest of one piece after the other, in scratch memory.
    func digest(
        _ first: ByteView, _ second: ByteView = .empty, _ third: ByteView = .empty, _ fourth: ByteView = .empty,
        _ fifth: ByteView = .empty, in evaluation: Evaluation
    ) -> ByteView? {
        guard let context = evaluation.crypto(library)?.digest else { return nil }
        let functions = library.functions
        guard functions.pointee.EVP_DigestInit_ex2(context, function, nil) == 1, update(context, first),
            update(context, second), update(context, third), update(context, fourth), update(context, fifth)
        else { return nil }
        return evaluation.fill(atMost: size) { target in
            functions.pointee.EVP_DigestFinal_ex(context, target, nil) == 1 ? size : nil
        }
    }

    private func update(_ context: OpaquePointer, _ view: ByteView) -> Bool {
        view.isEmpty || view.withPointer { library.functions.pointee.EVP_DigestUpdate(context, $0, $1) == 1 }
    }
}
