import Memory

/// When each slot is due. Four levels of 64 buckets, from one millisecond to four and a half hours.
///
/// Entries are lazy: extending a deadline only stores it; an entry that comes up early is put back. Only a deadline earlier
/// than where the entry stands moves it at once.
struct TimerWheel {
    private struct Entry {
        var deadline = Int64.max
        var next: Int32 = -1
        var previous: Int32 = -1
        /// Level and bucket, or -1 while in none.
        var bucket: Int16 = -1
    }

    private static let never = Int64.max
    private var entries: ContiguousArray<Entry> = []
    private var heads = ContiguousArray<Int32>(repeating: -1, count: 256)
    private var occupied: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    private var current: Int64

    init(now: Int64) { current = now }

    /// Makes room for slots up to `count`.
    mutating func grow(to count: Int) {
        while entries.count < count { entries.append(Entry()) }
    }

    /// Forgets the slots from `count` on, which have no deadline.
    mutating func shrink(to count: Int) {
        entries.removeSubrange(min(count, entries.count)...)
        entries.trimCapacity()
        pending.trimCapacity()
    }

    func deadline(_ slot: Int32) -> Int64 { entries[Int(slot)].deadline }

    /// Sets or moves a deadline; `.max` means none.
    mutating func set(_ slot: Int32, _ deadline: Int64) {
        let index = Int(slot)
        let bucket = entries[index].bucket
        let isExtension = deadline >= entries[index].deadline
        entries[index].deadline = deadline
        if bucket < 0 {
            if deadline != TimerWheel.never { link(slot, deadline) }
        } else if !isExtension, deadline < start(of: Int(bucket)) {
            unlink(slot)
            link(slot, deadline)
        }
    }

    mutating func clear(_ slot: Int32) {
        if entries[Int(slot)].bucket >= 0 { unlink(slot) }
        entries[Int(slot)].deadline = TimerWheel.never
    }

    /// The earliest time that anything in this bucket can be due.
    private func start(of bucket: Int) -> Int64 {
        let level = bucket >> 6
        let shift = Int64(level * 6)
        let position = Int64(bucket & 63)
        let base = current >> shift
        let distance = (position &- base) & 63
        return (base &+ distance) << shift
    }

    private mutating func link(_ slot: Int32, _ deadline: Int64) {
        let due = max(deadline, current &+ 1)
        let distance = due &- current
        let level = distance < 64 ? 0 : distance < 4096 ? 1 : distance < 262_144 ? 2 : 3
        let shift = Int64(level * 6)
        // Beyond the last level the entry waits in its farthest bucket and is put back from there.
        let reach = min(due >> shift, (current >> shift) &+ 63)
        let bucket = level << 6 | Int(reach & 63)
        let index = Int(slot)
        let head = heads[bucket]
        entries[index].bucket = Int16(bucket)
        entries[index].previous = -1
        entries[index].next = head
        if head >= 0 { entries[Int(head)].previous = slot }
        heads[bucket] = slot
        mark(level, UInt64(1) << UInt64(reach & 63))
    }

    private mutating func unlink(_ slot: Int32) {
        let entry = entries[Int(slot)]
        let bucket = Int(entry.bucket)
        if entry.next >= 0 { entries[Int(entry.next)].previous = entry.previous }
        if entry.previous >= 0 {
            entries[Int(entry.previous)].next = entry.next
        } else {
            heads[bucket] = entry.next
            if entry.next < 0 { unmark(bucket >> 6, UInt64(1) << UInt64(bucket & 63)) }
        }
        entries[Int(slot)].bucket = -1
    }

    private mutating func mark(_ level: Int, _ bit: UInt64) {
        switch level {
        case 0: occupied.0 |= bit
        case 1: occupied.1 |= bit
        case 2: occupied.2 |= bit
        default: occupied.3 |= bit
        }
    }

    private mutating func unmark(_ level: Int, _ bit: UInt64) {
        switch level {
        case 0: occupied.0 &= ~bit
        case 1: occupied.1 &= ~bit
        case 2: occupied.2 &= ~bit
        default: occupied.3 &= ~bit
        }
    }

    private func bits(_ level: Int) -> UInt64 {
        switch level {
        case 0: occupied.0
        case 1: occupied.1
        case 2: occupied.2
        default: occupied.3
        }
    }

    /// Milliseconds until a bucket must be looked at, or nil when nothing is linked.
    func wait(from now: Int64) -> Int64? {
        var earliest: Int64?
        for level in 0..<4 {
            guard let time = firstBucketTime(level) else { continue }
            earliest = min(earliest ?? time, time)
        }
        return earliest.map { max(0, $0 &- now) }
    }

    private func firstBucketTime(_ level: Int) -> Int64? {
        let bits = bits(level)
        guard bits != 0 else { return nil }
        let shift = Int64(level * 6)
        let base = (current >> shift) &+ 1
        let rotation = UInt64(base & 63)
        let rotated = rotation == 0 ? bits : (bits >> rotation | bits << (64 &- rotation))
        return (base &+ Int64(rotated.trailingZeroBitCount)) << shift
    }

    /// Moves the wheel to `now` and hands out the slots whose deadline has passed; their deadlines are cleared.
    mutating func advance(to now: Int64, due: inout ContiguousArray<Int32>) {
        while true {
            var next: (time: Int64, level: Int)?
            for level in 0..<4 {
                if let time = firstBucketTime(level), time <= now, time < next?.time ?? .max { next = (time, level) }
            }
            guard let next else { break }
            current = next.time &- 1
            let bucket = next.level << 6 | Int((next.time >> Int64(next.level * 6)) & 63)
            empty(bucket, now, &due)
        }
        current = max(current, now)
    }

    private mutating func empty(_ bucket: Int, _ now: Int64, _ due: inout ContiguousArray<Int32>) {
        var slot = heads[bucket]
        heads[bucket] = -1
        unmark(bucket >> 6, UInt64(1) << UInt64(bucket & 63))
        while slot >= 0 {
            let index = Int(slot)
            let next = entries[index].next
            let deadline = entries[index].deadline
            entries[index].bucket = -1
            if deadline <= now {
                entries[index].deadline = TimerWheel.never
                due.append(slot)
            } else if deadline != TimerWheel.never {
                pending.append(slot)
            }
            slot = next
        }
        // Relinking needs the wheel's time to be at the bucket, not before it.
        let position = current
        current = max(current, min(now, current &+ 1))
        for slot in pending { link(slot, entries[Int(slot)].deadline) }
        current = position
        pending.removeAll(keepingCapacity: true)
    }

    private var pending: ContiguousArray<Int32> = []
}
