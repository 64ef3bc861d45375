import CXXHash
import Memory

/// Fast hashes that are no secrets (manual, 7.3.1).
extension Converter {
    /// `crc32([<avalanche>])`
    static let crc32 = hash("crc32", "The CRC32 of Ethernet, gzip and PNG.") {
        $0.withSpan { CyclicChecksum.crc32.checksum(of: $0) }
    }

    /// `crc32c([<avalanche>])`
    static let crc32c = hash("crc32c", "Castagnoli's CRC32.") {
        $0.withSpan { CyclicChecksum.crc32c.checksum(of: $0) }
    }

    /// `djb2([<avalanche>])`
    static let djb2 = hash("djb2", "The hash function DJB2.") { $0.withSpan { KeyHash.djb2($0) } }

    /// `sdbm([<avalanche>])`
    static let sdbm = hash("sdbm", "The hash function SDBM.") { $0.withSpan { KeyHash.sdbm($0) } }

    /// `wt6([<avalanche>])`
    static let wt6 = hash("wt6", "The hash function WT6.") { $0.withSpan { KeyHash.wt6($0) } }

    /// `xxh3([<seed>])`
    static let xxh3 = seeded("xxh3", "The hash function XXH3, as a signed number.") { bytes, count, seed in
        Int64(bitPattern: apus_xxh3(bytes, count, seed))
    }

    /// `xxh32([<seed>])`
    static let xxh32 = seeded("xxh32", "The hash function XXH32.") { bytes, count, seed in
        Int64(apus_xxh32(bytes, count, UInt32(truncatingIfNeeded: seed)))
    }

    /// `xxh64([<seed>])`
    static let xxh64 = seeded("xxh64", "The hash function XXH64, as a signed number.") { bytes, count, seed in
        Int64(bitPattern: apus_xxh64(bytes, count, seed))
    }

    /// `name([<avalanche>])`: any other number than 0 spreads the bits.
    private static func hash(
        _ name: String, _ summary: String, _ function: @escaping @Sendable (ByteView) -> UInt32
    ) -> Converter {
        Converter(name, takes: .binary, gives: .integer, arguments: ArgumentGrammar(optional: [.integer]), summary) {
            value, arguments, _ in
            guard let view = value.view else { return nil }
            let hash = function(view)
            return .integer(Int64(arguments.integer(0) == 0 ? hash : KeyHash.avalanche(hash)))
        }
    }

    private static func seeded(
        _ name: String, _ summary: String,
        _ function: @escaping @Sendable (UnsafePointer<UInt8>?, Int, UInt64) -> Int64
    ) -> Converter {
        Converter(name, takes: .binary, gives: .integer, arguments: ArgumentGrammar(optional: [.integer]), summary) {
            value, arguments, _ in
            guard let view = value.view else { return nil }
            let seed = UInt64(bitPattern: arguments.integer(0))
            return .integer(view.withPointer { function($0, $1, seed) })
        }
    }
}
