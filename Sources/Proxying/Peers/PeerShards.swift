import Memory
import Samples
import Synchronization

/// How the entries of a table are distributed among the peers of its section (manual, 11.2 `shards`). Other programs that share the
/// table must come to the same result.
final class PeerShards: Sendable {
    private let seed: UInt64
    /// Among how many; 0 where every peer gets all entries. A reload may change it.
    private let shards = Atomic<Int>(0)

    /// - Parameter table: the table's full name.
    init(table: String) {
        seed = Array(table.utf8).withView { KeyHash.xxh64($0) }
    }

    var count: Int {
        get { shards.load(ordering: .relaxed) }
        set { shards.store(newValue, ordering: .relaxed) }
    }

    /// Which one an entry belongs to, from 1; 0 where they are not distributed.
    ///
    /// - Parameter key: as it is kept in the entry, with what fills it.
    func number(of key: ByteView, _ layout: StickLayout) -> Int {
        let count = count
        guard count > 0 else { return 0 }
        return Int(truncatingIfNeeded: hash(key, layout) % UInt64(count)) + 1
    }

    private func hash(_ key: ByteView, _ layout: StickLayout) -> UInt64 {
        switch layout.keyType {
        case .ipv4, .ipv6, .binary: return KeyHash.xxh64(key, seed: seed)
        case .string: return KeyHash.xxh64(StickKey.canonical(key, layout), seed: seed)
        case .integer:
            // As HAProxy's machines keep numbers: the least significant byte first.
            let number = key.bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return StickKey.with(UInt64(number.byteSwapped), bytes: 4) { KeyHash.xxh64($0, seed: seed) } ?? 0
        }
    }
}
