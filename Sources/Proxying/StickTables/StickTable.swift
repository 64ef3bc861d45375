import Memory
import Synchronization

/// A table of keys and what is known of them, shared by all loops (manual, 11).
///
/// It has several shards, each under a mutex of its own that is held for one entry's sake only: a key belongs to one of them by its
/// hash. Small tables have one shard, so that it is the very oldest entry that goes when there is no room; in larger ones it is the
/// oldest of the new key's shard. It outlives a generation: nothing in it refers to proxies or servers.
public final class StickTable: Sendable {
    /// A shard behind its mutex. `Sendable` because nothing reaches the shard but through `lock`. (A `Mutex` around the shard would not
    /// lend it to closures that use a loop's own objects.)
    private final class Part: @unchecked Sendable {
        private let gate = Mutex<Void>(())
        private var shard: StickShard

        init(_ layout: StickLayout, seed: UInt64) { shard = StickShard(layout, seed: seed) }

        @inline(__always)
        func lock(_ body: (inout StickShard) -> Void) { gate.withLock { _ in body(&shard) } }
    }

    /// A part that the table keeps; called without counting.
    private struct Place: @unchecked Sendable {
        let part: Unmanaged<Part>
    }

    public let settings: StickTableSettings
    let layout: StickLayout
    let keyType: StickTableSettings.KeyType
    let byteRateFactor: UInt32
    /// Texts that entries keep a number of: names or addresses of servers.
    let texts = StickTexts()
    /// Tells who shares the table with peers of changes; nil where nobody does.
    let news: PeerNews?
    /// Which of the peers get which entries.
    let peerShards: PeerShards
    private let limit: Int
    private let evicts: Bool
    private let seed = UInt64.random(in: 1 ... .max)
    private let fields: ConstantArray<StickLayout.Field>
    private let parts: [Part]
    private let places: ContiguousArray<Place>
    private let entryCount = Atomic<Int>(0)
    private let highestCount = Atomic<Int>(0)

    /// From so many entries on another shard pays.
    private static let entriesOfShard = 1024

    /// - Parameter loops: how many threads use it.
    public init(_ settings: StickTableSettings, loops: Int) {
        self.settings = settings
        peerShards = PeerShards(table: settings.name)
        news = settings.peers == nil ? nil : PeerNews()
        keyType = settings.keyType ?? .ipv4
        let keyLength = max(1, settings.keyLength)
        let dataStart = (StickLayout.key + keyLength + 3) & ~3
        let (fields, end) = settings.fields(from: dataStart)
        let isShared = settings.peers != nil
        let stride = end + (isShared ? StickLayout.Changes.size : 0)
        self.fields = ConstantArray(fields)
        layout = StickLayout(
            changes: isShared ? StickLayout.Changes(older: end) : nil, keyType: keyType, keyLength: keyLength,
            dataStart: dataStart, stride: stride,
            lifetime: settings.expiry.map { UInt32(clamping: min($0.rawValue, Int64(Int32.max))) } ?? 0,
            fields: self.fields.view)
        byteRateFactor = max(1, settings.byteRateFactor)
        limit = settings.size
        evicts = settings.evicts
        var count = 1
        while count < 8 * max(1, loops), count < 256, settings.size / (2 * count) >= StickTable.entriesOfShard {
            count *= 2
        }
        let (layout, seed) = (self.layout, self.seed)
        let parts = (0..<count).map { _ in Part(layout, seed: seed) }
        self.parts = parts
        places = ContiguousArray(parts.map { Place(part: .passUnretained($0)) })
    }

    public var name: String { settings.name }
    /// Entries there are.
    public var count: Int { entryCount.load(ordering: .relaxed) }
    public var size: Int { limit }
    var shardCount: Int { places.count }

    /// Bytes that the entries take, and the most entries there were at once.
    public var memory: (bytes: Int, peak: Int) {
        let bytes = places.indices.reduce(0) { sum, place in sum + (lock(place) { $0.size } ?? 0) }
        return (bytes, highestCount.load(ordering: .relaxed))
    }

    // MARK: Entries

    @inline(__always)
    func lock<Result>(_ place: Int, _ body: (inout StickShard) -> Result?) -> Result? {
        var result: Result?
        var hasNews = false
        places[place].part._withUnsafeGuaranteedRef { part in
            part.lock {
                result = body(&$0)
                hasNews = $0.hasNews
                $0.hasNews = false
            }
        }
        if hasNews { news?.tell() }
        return result
    }

    @inline(__always)
    private func place(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 48) & (places.count &- 1) }

    @inline(__always)
    private func hash(_ key: ByteView) -> UInt64 { ByteHash.hash(key, foldsCase: false, seed: seed) }

    /// Calls `body` with the entry of a key; nil when there is none.
    func find<Result>(_ key: ByteView, _ now: UInt32, _ body: (inout StickShard, StickPlace) -> Result?) -> Result? {
        let hash = hash(key)
        let place = place(hash)
        return lock(place) { shard in
            guard let record = shard.find(key, hash), !shard.isExpired(record, now) else { return nil }
            return body(&shard, StickPlace(shard: place, record: record))
        }
    }

    /// Calls `body` with the entry of a key, which is made if there is none; nil when there is no room for it.
    func enter<Result>(_ key: ByteView, _ now: UInt32, _ body: (inout StickShard, StickPlace) -> Result?) -> Result? {
        let hash = hash(key)
        let place = place(hash)
        var isFull = false
        let result = lock(place) { enter(key, hash, now, in: &$0, place, &isFull, body) }
        guard isFull, evicts, makeRoom(besides: place) else { return result }
        return lock(place) { enter(key, hash, now, in: &$0, place, &isFull, body) }
    }

    private func enter<Result>(
        _ key: ByteView, _ hash: UInt64, _ now: UInt32, in shard: inout StickShard, _ place: Int, _ isFull: inout Bool,
        _ body: (inout StickShard, StickPlace) -> Result?
    ) -> Result? {
        if let record = shard.find(key, hash) {
            // What has expired and is not removed yet begins anew.
            if shard.isExpired(record, now) {
                shard.clear(record)
                shard.touch(record, now)
            }
            return body(&shard, StickPlace(shard: place, record: record))
        }
        guard takeRoom(in: &shard, now) else {
            isFull = true
            return nil
        }
        guard let record = shard.insert(key, hash, now) else {
            entryCount.subtract(1, ordering: .relaxed)
            return nil
        }
        return body(&shard, StickPlace(shard: place, record: record))
    }

    /// Counts an entry more, in place of the oldest one where the table is full; false when it must not have one.
    private func takeRoom(in shard: inout StickShard, _ now: UInt32) -> Bool {
        let count = entryCount.add(1, ordering: .relaxed).newValue
        if count <= limit {
            if count > highestCount.load(ordering: .relaxed) { highestCount.store(count, ordering: .relaxed) }
            return true
        }
        entryCount.subtract(1, ordering: .relaxed)
        guard let oldest = shard.oldest, evicts || shard.isExpired(oldest, now) else { return false }
        return shard.evict()
    }

    /// Removes an entry of another shard than the one that has none to spare.
    private func makeRoom(besides full: Int) -> Bool {
        for offset in 1..<max(1, places.count) {
            if lock((full &+ offset) & (places.count &- 1), { $0.evict() }) == true {
                entryCount.subtract(1, ordering: .relaxed)
                return true
            }
        }
        return false
    }

    /// Calls `body` with an entry that is held; nil when the place has none.
    @inline(__always)
    func with<Result>(_ entry: StickPlace, _ body: (inout StickShard, Int) -> Result?) -> Result? {
        guard entry.shard < places.count else { return nil }
        return lock(entry.shard) { shard in
            guard shard.isEntry(entry.record) else { return nil }
            return body(&shard, entry.record)
        }
    }

    // MARK: All entries

    /// Calls `body` with up to `limit` entries from `start` on; where to go on, nil at the end. Between two calls entries may come,
    /// go and move.
    func walk(from start: StickPlace, limit: Int, _ body: (inout StickShard, StickPlace) -> Void) -> StickPlace? {
        guard start.shard < places.count else { return nil }
        let next = lock(start.shard) { shard in
            var record = start.record
            let end = min(shard.arena.count, start.record + limit)
            while record < end {
                if shard.isEntry(record) { body(&shard, StickPlace(shard: start.shard, record: record)) }
                record += 1
            }
            return record < shard.arena.count ? record : nil
        }
        if let next { return StickPlace(shard: start.shard, record: next) }
        return start.shard + 1 < places.count ? StickPlace(shard: start.shard + 1, record: 0) : nil
    }

    /// Calls `body` with up to `limit` entries in front of `end`, the last one first; where to go on, nil at the end. An entry that is
    /// there from the first call to the last one is met: what moves meanwhile comes from behind `end`.
    func walkBack(from end: StickPlace, limit: Int, _ body: (inout StickShard, StickPlace) -> Bool) -> StickPlace? {
        guard end.shard < places.count else { return nil }
        let next = lock(end.shard) { shard in
            var record = min(end.record, shard.arena.count)
            let stop = max(0, record - limit)
            while record > stop {
                guard !shard.isEntry(record - 1) || body(&shard, StickPlace(shard: end.shard, record: record - 1))
                else { return record }
                record -= 1
            }
            return record
        }
        if let next, next > 0 { return StickPlace(shard: end.shard, record: next) }
        return end.shard + 1 < places.count ? .end(ofShard: end.shard + 1) : nil
    }

    /// Removes entries that nobody tracks and for which `condition` holds.
    func removeAll(where condition: (inout StickShard, Int) -> Bool) {
        for place in places.indices {
            let removed: Int? = lock(place) { $0.removeAll(where: condition) }
            entryCount.subtract(removed ?? 0, ordering: .relaxed)
        }
    }

    /// What has become of an entry that was to be removed.
    enum Removal { case removed, isUsed, isMissing }

    /// Removes the entry at a place unless somebody tracks it.
    func remove(_ entry: StickPlace) -> Removal {
        finish(with(entry) { $0.remove(unused: $1) })
    }

    /// The same for the entry of a key.
    func remove(_ key: ByteView, _ now: UInt32) -> Removal {
        finish(find(key, now) { $0.remove(unused: $1.record) })
    }

    private func finish(_ isRemoved: Bool?) -> Removal {
        guard let isRemoved else { return .isMissing }
        if isRemoved { entryCount.subtract(1, ordering: .relaxed) }
        return isRemoved ? .removed : .isUsed
    }

    /// Removes some of what has expired; true when there may be more.
    func purge(_ now: UInt32) -> Bool {
        guard layout.lifetime != 0 else { return false }
        var isMore = false
        for place in places.indices {
            let removed = lock(place) { $0.purge(now, limit: 64) } ?? 0
            entryCount.subtract(removed, ordering: .relaxed)
            if removed == 64 { isMore = true }
        }
        return isMore
    }

    func trim() { for place in places.indices { let _: Void? = lock(place) { $0.trim() } } }
}
