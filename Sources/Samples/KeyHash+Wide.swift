import CXXHash
import Memory

extension KeyHash {
    /// The hash function XXH64.
    public static func xxh64(_ key: ByteView, seed: UInt64 = 0) -> UInt64 {
        key.withPointer { apus_xxh64($0, $1, seed) }
    }
}
