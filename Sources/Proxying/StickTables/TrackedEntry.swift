import Memory

/// An entry that a session or a stream counts in, under the number of its counter (`track-sc0` …). The entry is held meanwhile, and
/// the generation of whoever tracks it keeps the table.
struct TrackedEntry: BitwiseCopyable {
    let number: UInt8
    private let reference: Unmanaged<StickTable>
    let place: StickPlace

    init(_ number: Int, _ table: Unretained<StickTable>, _ place: StickPlace) {
        self.number = UInt8(truncatingIfNeeded: number)
        reference = table.reference
        self.place = place
    }

    var table: Unretained<StickTable> { Unretained(reference) }

    /// Calls `body` with the table's shard, locked, and the entry's record.
    @inline(__always)
    func with<Result>(_ body: (inout StickShard, Int) -> Result?) -> Result? {
        reference._withUnsafeGuaranteedRef { $0.with(place, body) }
    }

    /// Counts one, in a counter and in a rate.
    func count(_ counter: StickData, _ rate: StickData, _ now: UInt32) {
        let _: Void? = with { shard, record in
            shard.add(1, to: counter, at: record, now)
            shard.add(1, to: rate, at: record, now)
        }
    }

    /// Ends the tracking.
    func release(_ now: UInt32) {
        let _: Void? = with { shard, record in
            shard.decrement(.currentConnections, at: record)
            shard.drop(record, now)
        }
    }
}

/// What one session or one stream tracks.
typealias TrackedEntries = ContiguousArray<TrackedEntry>

extension TrackedEntries {
    func entry(_ number: Int) -> TrackedEntry? {
        for entry in self where Int(entry.number) == number { return entry }
        return nil
    }
}

extension StickTable {
    /// Begins to count somebody in the entry of a key: the connection, and the request if there is one. Nil without room.
    func hold(_ key: ByteView, isRequest: Bool, _ now: UInt32) -> StickPlace? {
        enter(key, now) { shard, place in
            let record = place.record
            shard.hold(record, now)
            shard.add(1, to: .connectionCount, at: record, now)
            shard.add(1, to: .connectionRate, at: record, now)
            shard.add(1, to: .currentConnections, at: record, now)
            if isRequest {
                shard.add(1, to: .requestCount, at: record, now)
                shard.add(1, to: .requestRate, at: record, now)
            }
            return place
        }
    }
}

extension LoopContext {
    /// The clock of tables: milliseconds, which begin again after some weeks.
    public var tableTime: UInt32 { UInt32(truncatingIfNeeded: now.rawValue) }

    /// A table of the running generation.
    @inline(__always)
    func stickTable(_ number: Int) -> Unretained<StickTable>? {
        guard let tables = generation?.stickTables, tables.indices.contains(number) else { return nil }
        return tables[number]
    }
}
