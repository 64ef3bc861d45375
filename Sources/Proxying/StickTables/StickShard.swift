import Memory

/// A part of a stick table: entries in one arena, found by a hash of their key, in the order in which they were used.
///
/// Records link to each other by number: the entries of a bucket, the entries that nobody tracks from the oldest to the newest, and
/// the holes. Buckets grow one by one with the entries (linear hashing), so that no insertion has to move all of them. What is removed
/// is filled with the last record, so that memory is what entries take; only entries that somebody tracks stay where they are.
struct StickShard: ~Copyable {
    static let none = UInt32.max
    /// In `users` of a hole.
    private static let hole = UInt32.max
    /// Entries for each bucket.
    private static let load = 1
    private static let fewestBuckets = 4

    let layout: StickLayout
    let seed: UInt64
    var arena: RecordArena
    private var buckets = WordList()
    /// The largest power of two that is not above the number of buckets.
    private var base = 1
    private var unused = RecordList()
    private var holes = RecordList()
    /// Entries of a shared table in the order of their last change.
    var changed: RecordList
    /// The number of the last change; 0 before the first.
    var lastChange: UInt32 = 0
    /// Something was changed that peers were not told to look at.
    var hasNews = false
    /// What is changed now comes from a peer.
    var isLearning = false
    /// Entries, without holes.
    private(set) var count = 0

    init(_ layout: StickLayout, seed: UInt64) {
        self.layout = layout
        self.seed = seed
        arena = RecordArena(stride: layout.stride)
        changed = RecordList(older: layout.changes?.older ?? 0, newer: layout.changes?.newer ?? 0)
    }

    /// Bytes of memory.
    var size: Int { arena.size + buckets.size }

    // MARK: Look-up

    @inline(__always)
    func hash(_ key: ByteView) -> UInt64 { ByteHash.hash(key, foldsCase: false, seed: seed) }

    private func bucket(_ hash: UInt64) -> Int {
        let wide = Int(truncatingIfNeeded: hash & UInt64(truncatingIfNeeded: 2 * base - 1))
        return wide < buckets.count ? wide : wide & (base - 1)
    }

    /// The entry of a key; nil when there is none.
    func find(_ key: ByteView, _ hash: UInt64) -> Int? {
        guard buckets.count > 0 else { return nil }
        var record = buckets[bucket(hash)]
        while record != StickShard.none {
            if arena.matches(key, Int(record), StickLayout.key, length: layout.keyLength) { return Int(record) }
            record = arena.word(Int(record), StickLayout.next)
        }
        return nil
    }

    /// The key of an entry; valid while the shard is locked. The zeros that fill it are part of it.
    func key(_ record: Int) -> ByteView { arena.view(record, StickLayout.key, count: layout.keyLength) }

    /// The key as it was hashed, without what fills it.
    private func hashedKey(_ record: Int) -> ByteView { StickKey.canonical(key(record), layout) }

    // MARK: Entries

    /// Makes an entry for a key that has none, as the newest; nil without memory.
    mutating func insert(_ key: ByteView, _ hash: UInt64, _ now: UInt32) -> Int? {
        guard growBuckets() else { return nil }
        let record: Int
        if let hole = holes.first {
            record = Int(hole)
            holes.unlink(record, &arena)
            arena.clear(record, from: 0)
        } else {
            guard let fresh = arena.append() else { return nil }
            record = fresh
        }
        count += 1
        arena.set(key, record, StickLayout.key, length: layout.keyLength)
        let bucket = bucket(hash)
        arena.set(buckets[bucket], record, StickLayout.next)
        buckets[bucket] = UInt32(truncatingIfNeeded: record)
        arena.set(now &+ layout.lifetime, record, StickLayout.expiry)
        unused.append(record, &arena)
        return record
    }

    /// Removes an entry that nobody tracks.
    mutating func remove(_ record: Int) {
        makeHole(record)
        fillHoles(2)
        shrinkBuckets()
    }

    /// The same for one that may be tracked; false when it is.
    mutating func remove(unused record: Int) -> Bool {
        guard users(record) == 0 else { return false }
        remove(record)
        return true
    }

    /// Removes what nobody tracks and for which `condition` holds; how many. From the last one to the first: what is moved to a hole
    /// meanwhile was looked at.
    mutating func removeAll(where condition: (inout StickShard, Int) -> Bool) -> Int {
        let before = count
        var record = arena.count
        while record > 0 {
            record = min(record, arena.count) - 1
            if record >= 0, isEntry(record), users(record) == 0, condition(&self, record) { remove(record) }
        }
        return before - count
    }

    /// Removes the oldest entry that nobody tracks, for another to take its place; false when there is none.
    mutating func evict() -> Bool {
        guard let oldest else { return false }
        makeHole(oldest)
        return true
    }

    private mutating func makeHole(_ record: Int) {
        unlinkFromBucket(record, hash(hashedKey(record)))
        unused.unlink(record, &arena)
        forgetChange(record)
        count -= 1
        arena.set(StickShard.hole, record, StickLayout.users)
        holes.append(record, &arena)
    }

    /// Lets an entry forget everything but its key.
    mutating func clear(_ record: Int) {
        forgetChange(record)
        arena.clear(record, from: layout.dataStart)
    }

    func users(_ record: Int) -> UInt32 { arena.word(record, StickLayout.users) }

    /// Whether a number belongs to an entry.
    func isEntry(_ record: Int) -> Bool { record >= 0 && record < arena.count && users(record) != StickShard.hole }

    // MARK: Age

    func isExpired(_ record: Int, _ now: UInt32) -> Bool {
        layout.lifetime != 0 && users(record) == 0
            && Int32(bitPattern: arena.word(record, StickLayout.expiry) &- now) <= 0
    }

    /// Milliseconds until the entry expires; 0 when entries do not.
    func remaining(_ record: Int, _ now: UInt32) -> UInt32 {
        guard layout.lifetime != 0 else { return 0 }
        return UInt32(clamping: Int32(bitPattern: arena.word(record, StickLayout.expiry) &- now))
    }

    /// The entry was used: it is the newest.
    mutating func touch(_ record: Int, _ now: UInt32) {
        arena.set(now &+ layout.lifetime, record, StickLayout.expiry)
        guard users(record) == 0 else { return }
        unused.unlink(record, &arena)
        unused.append(record, &arena)
    }

    /// The entry lives so many milliseconds from now on, at most as long as others do.
    mutating func expire(_ record: Int, in milliseconds: UInt32, _ now: UInt32) {
        guard layout.lifetime != 0 else { return }
        arena.set(now &+ min(milliseconds, layout.lifetime), record, StickLayout.expiry)
    }

    /// Somebody tracks the entry from now on: it stays, and where it is.
    mutating func hold(_ record: Int, _ now: UInt32) {
        let users = users(record)
        if users == 0 { unused.unlink(record, &arena) }
        noteChange(record)
        arena.set(users &+ 1, record, StickLayout.users)
        arena.set(now &+ layout.lifetime, record, StickLayout.expiry)
    }

    /// The opposite of `hold`.
    mutating func drop(_ record: Int, _ now: UInt32) {
        let users = users(record)
        guard users > 0, users != StickShard.hole else { return }
        noteChange(record)
        arena.set(users &- 1, record, StickLayout.users)
        arena.set(now &+ layout.lifetime, record, StickLayout.expiry)
        if users == 1 { unused.append(record, &arena) }
    }

    /// The entry that was not used for the longest time; nil when all are tracked.
    var oldest: Int? { unused.first.map { Int($0) } }

    /// Removes what has expired, at most `limit` entries; how many.
    mutating func purge(_ now: UInt32, limit: Int) -> Int {
        var removed = 0
        while removed < limit, let record = oldest, isExpired(record, now) {
            remove(record)
            removed += 1
        }
        fillHoles(64)
        return removed
    }

    mutating func trim() { arena.trim() }

    // MARK: Holes

    /// Moves the last records into holes, as far as they can be moved.
    private mutating func fillHoles(_ limit: Int) {
        for _ in 0..<limit {
            guard let hole = holes.first, arena.count > 0 else { return }
            let last = arena.count - 1
            switch users(last) {
            case StickShard.hole: holes.unlink(last, &arena)
            case 0: move(last, to: Int(hole))
            default: return
            }
            arena.removeLast()
        }
    }

    private mutating func move(_ source: Int, to target: Int) {
        holes.unlink(target, &arena)
        replaceInBucket(source, by: UInt32(truncatingIfNeeded: target), hash(hashedKey(source)))
        arena.copy(source, to: target)
        unused.moved(source, to: target, &arena)
        moveChange(source, to: target)
    }

    // MARK: Buckets

    private mutating func unlinkFromBucket(_ record: Int, _ hash: UInt64) {
        replaceInBucket(record, by: arena.word(record, StickLayout.next), hash)
    }

    private mutating func replaceInBucket(_ record: Int, by other: UInt32, _ hash: UInt64) {
        let bucket = bucket(hash)
        let wanted = UInt32(truncatingIfNeeded: record)
        var place = buckets[bucket]
        if place == wanted {
            buckets[bucket] = other
            return
        }
        while place != StickShard.none {
            let next = arena.word(Int(place), StickLayout.next)
            if next == wanted {
                arena.set(other, Int(place), StickLayout.next)
                return
            }
            place = next
        }
    }

    /// Adds a bucket when there are enough entries; false without memory.
    private mutating func growBuckets() -> Bool {
        while buckets.count < StickShard.fewestBuckets {
            guard buckets.append(StickShard.none) else { return false }
            base = buckets.count.leadingPower
        }
        // The bucket that is looked at for the new one's entries until now.
        let old = buckets.count & (base - 1)
        guard count >= buckets.count * StickShard.load, buckets.append(StickShard.none) else { return true }
        base = buckets.count.leadingPower
        split(old)
        return true
    }

    /// Distributes the entries of a bucket anew.
    private mutating func split(_ old: Int) {
        var record = buckets[old]
        buckets[old] = StickShard.none
        while record != StickShard.none {
            let next = arena.word(Int(record), StickLayout.next)
            let bucket = bucket(hash(hashedKey(Int(record))))
            arena.set(buckets[bucket], Int(record), StickLayout.next)
            buckets[bucket] = record
            record = next
        }
    }

    /// Removes some buckets when there are far too many; their entries go back to where they came from.
    private mutating func shrinkBuckets() {
        for _ in 0..<4 {
            guard buckets.count > StickShard.fewestBuckets, count < buckets.count / 2 else { return }
            removeLastBucket()
        }
    }

    private mutating func removeLastBucket() {
        let last = buckets.count - 1
        var record = buckets[last]
        buckets.removeLast()
        base = buckets.count.leadingPower
        while record != StickShard.none {
            let next = arena.word(Int(record), StickLayout.next)
            let bucket = bucket(hash(hashedKey(Int(record))))
            arena.set(buckets[bucket], Int(record), StickLayout.next)
            buckets[bucket] = record
            record = next
        }
    }
}

extension Int {
    /// The largest power of two that is not above a positive number.
    fileprivate var leadingPower: Int { self <= 1 ? 1 : 1 << (Int.bitWidth - 1 - leadingZeroBitCount) }
}
