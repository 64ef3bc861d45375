import Memory

/// What this process tells one peer: what has changed since it last told it, and everything when it is asked to teach.
struct PeerSpeaker {
    private var lesson: (table: Int, place: StickPlace)?
    /// The table that the last definition was about.
    private var current: Int?
    /// Texts that the peer knows, by the number under which it knows them.
    private var texts = [UInt64](repeating: 0, count: 128)
    private var scratch = Buffer(capacity: 4096)
    /// Among how many peers entries are distributed, and which part this one gets; 0 for all.
    private let parts: Int
    private let part: Int

    init(parts: Int, part: Int) {
        self.parts = parts
        self.part = part
    }

    /// Begins to tell everything.
    mutating func teach() { lesson = (0, .start) }

    /// Fills a buffer with what there is to say.
    mutating func speak(
        to buffer: Buffer, _ group: PeerGroup, _ progress: inout [PeerTableProgress], _ now: UInt32
    ) {
        guard teach(to: buffer, group, &progress, now) else { return }
        for place in group.tables.indices {
            guard tellChanges(of: place, to: buffer, group, &progress[place], now) else { return }
        }
    }

    // MARK: Everything

    /// False when the buffer is full and there is more.
    private mutating func teach(
        to buffer: Buffer, _ group: PeerGroup, _ progress: inout [PeerTableProgress], _ now: UInt32
    ) -> Bool {
        while let (table, start) = lesson {
            guard group.tables.indices.contains(table) else {
                guard buffer.room >= 2 else { return false }
                _ = buffer.append(PeerFrame.bytes(group.isUpToDate ? .resyncFinished : .resyncPartial))
                lesson = nil
                return true
            }
            guard define(table, to: buffer, group) else { return false }
            let end = teach(table, from: start, to: buffer, group, &progress[table], now)
            lesson = end.map { (table, $0) } ?? (table + 1, .start)
            if end != nil, buffer.room < PeerSpeaker.reserve { return false }
        }
        return true
    }

    /// Room that an entry of usual size takes.
    private static let reserve = 512

    /// Where to go on; nil at the end of the table.
    private mutating func teach(
        _ table: Int, from start: StickPlace, to buffer: Buffer, _ group: PeerGroup,
        _ progress: inout PeerTableProgress, _ now: UInt32
    ) -> StickPlace? {
        let own = group.tables[table].table
        var full: StickPlace?
        var speaker = self
        let next = own.walk(from: start, limit: 64) { shard, place in
            guard full == nil else { return }
            let isWritten = speaker.write(
                &shard, place.record, own, [.timed], to: buffer, &progress, now)
            if !isWritten { full = place }
        }
        self = speaker
        return full ?? next
    }

    // MARK: Changes

    private mutating func tellChanges(
        of place: Int, to buffer: Buffer, _ group: PeerGroup, _ progress: inout PeerTableProgress,
        _ now: UInt32
    ) -> Bool {
        let table = group.tables[place].table
        for shard in 0..<table.shardCount {
            guard table.hasChanges(after: progress.sent[shard], shard: shard) else { continue }
            guard define(place, to: buffer, group) else { return false }
            var speaker = self
            var isFull = false
            var last: UInt32?
            table.withChanges(after: progress.sent[shard], shard: shard) { shard, record, change in
                guard speaker.write(&shard, record, table, [], to: buffer, &progress, now) else {
                    isFull = true
                    return false
                }
                last = change
                return true
            }
            self = speaker
            if let last { progress.didSend(last, ofShard: shard) }
            if isFull { return false }
        }
        return true
    }

    // MARK: Messages

    private mutating func define(_ place: Int, to buffer: Buffer, _ group: PeerGroup) -> Bool {
        guard current != place else { return true }
        let table = group.tables[place]
        let definition = PeerTableDefinition(table.table.settings, name: table.wireName, identifier: table.identifier)
        scratch.reset()
        guard definition.write(to: scratch), PeerSpeaker.send(.definition, scratch, to: buffer) else { return false }
        current = place
        return true
    }

    private static func send(_ kind: PeerFrame.Kind, _ body: Buffer, to buffer: Buffer) -> Bool {
        guard buffer.room >= 2 + PeerInteger.longest + body.count else { return false }
        return buffer.append(PeerFrame.bytes(kind)) && PeerInteger.append(UInt64(body.count), to: buffer)
            && buffer.append(moving: body) >= 0
    }

    /// Writes an update; false when there is no room for it.
    private mutating func write(
        _ shard: inout StickShard, _ record: Int, _ table: StickTable, _ form: PeerUpdateForm, to buffer: Buffer,
        _ progress: inout PeerTableProgress, _ now: UInt32
    ) -> Bool {
        // A record that an empty buffer may not hold would be in the way of all others.
        guard table.layout.stride * 3 + PeerSpeaker.reserve < buffer.capacity else { return true }
        guard isWanted(shard.key(record), table) else { return true }
        guard buffer.room >= table.layout.stride * 3 + 64 else { return false }
        if scratch.capacity < table.layout.stride * 3 + 64 {
            scratch = Buffer(capacity: table.layout.stride * 3 + 64)
        }
        scratch.reset()
        _ = scratch.append(bigEndian: UInt64(progress.next()), count: 4)
        if form.contains(.timed) {
            _ = scratch.append(bigEndian: UInt64(shard.remaining(record, now)), count: 4)
        }
        writeKey(shard.key(record), table)
        for data in StickData.allCases {
            var index = 0
            while let value = value(of: data, index, shard, record, table, now) {
                _ = value.write(to: scratch)
                index += 1
            }
        }
        return PeerSpeaker.send(.update(form), scratch, to: buffer)
    }

    /// With `shards`, a peer gets its part of the entries only.
    private func isWanted(_ key: ByteView, _ table: StickTable) -> Bool {
        guard parts > 0, part > 0 else { return true }
        let hash = ByteHash.hash(StickKey.canonical(key, table.layout), foldsCase: false, seed: 1)
        return Int(hash % UInt64(parts)) + 1 == part
    }

    private mutating func writeKey(_ key: ByteView, _ table: StickTable) {
        guard table.keyType == .string else {
            _ = key.withSpan { scratch.append($0) }
            return
        }
        let text = StickKey.canonical(key, table.layout)
        _ = PeerInteger.append(UInt64(text.count), to: scratch)
        _ = text.withSpan { scratch.append($0) }
    }

    private mutating func value(
        of data: StickData, _ index: Int, _ shard: borrowing StickShard, _ record: Int, _ table: StickTable,
        _ now: UInt32
    ) -> PeerValue? {
        guard let field = table.layout.field(data, index) else { return nil }
        switch data.form {
        case .counter, .wideCounter: return shard.value(data, index, at: record, now).map { .number($0) }
        case .rate:
            let rate = shard.rate(field, record)
            return .rate(elapsed: now &- rate.began, current: rate.current, previous: rate.previous)
        case .text:
            let number = UInt32(truncatingIfNeeded: shard.value(data, index, at: record, now) ?? 0)
            return text(number, table)
        }
    }

    /// A text of the table's under a number that the peer knows it by, or will.
    private mutating func text(_ number: UInt32, _ table: StickTable) -> PeerValue {
        guard number > 0, let text = table.texts.text(number) else { return .text(number: 0, nil) }
        let place = Int(number - 1) % texts.count
        let wireNumber = UInt64(place + 1)
        let known = UInt64(UInt32(truncatingIfNeeded: current ?? 0)) << 32 | UInt64(number)
        if texts[place] == known { return .text(number: wireNumber, nil) }
        texts[place] = known
        return .text(number: wireNumber, Array(text.utf8))
    }
}
