import COpenSSL
import Memory

/// What OpenSSL works with, one of each for a loop and used again for every call.
final class CryptoContexts {
    let library: CryptoLibrary
    /// `EVP_MD_CTX` for digests. It keeps the memory of the last digest function.
    let digest: OpaquePointer
    /// `EVP_MD_CTX` for signatures.
    let signature: OpaquePointer
    /// `EVP_CIPHER_CTX`
    let cipher: OpaquePointer

    init?(_ library: CryptoLibrary) {
        let functions = library.functions
        guard let digest = functions.pointee.EVP_MD_CTX_new(), let signature = functions.pointee.EVP_MD_CTX_new(),
            let cipher = functions.pointee.EVP_CIPHER_CTX_new()
        else { return nil }
        self.library = library
        self.digest = digest
        self.signature = signature
        self.cipher = cipher
    }

    deinit {
        library.functions.pointee.EVP_MD_CTX_free(digest)
        library.functions.pointee.EVP_MD_CTX_free(signature)
        library.functions.pointee.EVP_CIPHER_CTX_free(cipher)
    }
}

extension Evaluation {
    /// This loop's contexts, made when first used; nil without memory.
    func crypto(_ library: CryptoLibrary) -> CryptoContexts? {
        if let cryptoContexts { return cryptoContexts }
        cryptoContexts = CryptoContexts(library)
        return cryptoContexts
    }

    /// Memory for a result of at most `limit` bytes: `fill` returns how many it wrote, nil for none at all.
    func fill(atMost limit: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Int?) -> ByteView? {
        guard limit >= 0, limit <= scratch.room else { return nil }
        return write { out in
            var isRight = false
            _ = out.fill { target, _ in
                guard let count = fill(target.assumingMemoryBound(to: UInt8.self)), count >= 0, count <= limit else {
                    return 0
                }
                isRight = true
                return count
            }
            return isRight
        }
    }
}
