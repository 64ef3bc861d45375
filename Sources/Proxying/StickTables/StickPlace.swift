/// Where an entry is, as long as it is held or its shard is locked.
struct StickPlace: BitwiseCopyable, Sendable {
    private let shardNumber: UInt32
    private let recordNumber: UInt32

    init(shard: Int, record: Int) {
        shardNumber = UInt32(truncatingIfNeeded: shard)
        recordNumber = UInt32(truncatingIfNeeded: record)
    }

    var shard: Int { Int(shardNumber) }
    var record: Int { Int(recordNumber) }

    static let start = StickPlace(shard: 0, record: 0)

    /// Behind the last entry of a shard.
    static func end(ofShard shard: Int) -> StickPlace { StickPlace(shard: shard, record: Int(UInt32.max)) }

    /// As one number, never 0.
    var number: UInt64 { UInt64(shardNumber) << 32 | UInt64(recordNumber) &+ 1 }

    init?(number: UInt64) {
        guard number & 0xffff_ffff != 0 else { return nil }
        shardNumber = UInt32(truncatingIfNeeded: number >> 32)
        recordNumber = UInt32(truncatingIfNeeded: number) &- 1
    }
}
