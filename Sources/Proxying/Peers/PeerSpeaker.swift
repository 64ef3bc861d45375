import Memory

/// What this process tells one peer: what has changed since it last told it, and everything when it is asked to teach.
struct PeerSpeaker {
    /// Where the lesson has come to: a table, and the place in front of which its entries are to be told.
    private var lesson: (table: Int, end: StickPlace)?
    /// The table that the last definition was about.
    private var current: Int?
    /// Which texts the peer knows by a number of its own.
    private(set) var texts = PeerTexts()
    private var scratch = Buffer(capacity: 4096)
    /// Which part of the entries this peer gets; 0 for all.
    private let part: Int
    /// How many entries may be looked at before others get their turn.
    private var allowance = 0

    init(part: Int) { self.part = part }

    /// The wire name of the table that the last message was about.
    func currentName(_ group: PeerGroup) -> [UInt8]? { current.map { group.tables[$0].wireName } }

    /// Begins to tell everything.
    mutating func teach() { lesson = (0, .end(ofShard: 0)) }

    /// What has become of an attempt to write.
    private enum Progress {
        case done
        /// The buffer is full.
        case full
        /// The allowance is used up.
        case paused
    }

    /// Fills a buffer with what there is to say.
    ///
    /// - Parameter entries: how many may be looked at; less by those that were.
    mutating func speak(
        to buffer: Buffer, _ group: PeerGroup, _ progress: inout [PeerTableProgress], entries: inout Int, _ now: UInt32
    ) {
        allowance = entries
        defer { entries = allowance }
        guard teach(to: buffer, group, &progress, now), !group.holdsChanges else { return }
        for place in group.tables.indices {
            guard tellChanges(of: place, to: buffer, group, &progress[place], now) else { return }
        }
    }

    // MARK: Everything

    /// False when there is more than can be told now.
    private mutating func teach(
        to buffer: Buffer, _ group: PeerGroup, _ progress: inout [PeerTableProgress], _ now: UInt32
    ) -> Bool {
        while let (table, end) = lesson {
            guard group.tables.indices.contains(table) else {
                guard buffer.room >= 2 else { return false }
                _ = buffer.append(PeerFrame.bytes(group.isUpToDate ? .resyncFinished : .resyncPartial))
                lesson = nil
                return true
            }
            guard define(table, to: buffer, group) else { return false }
            let (next, state) = teach(table, before: end, to: buffer, group, &progress[table], now)
            lesson = next.map { (table, $0) } ?? (table + 1, .end(ofShard: 0))
            guard state == .done else { return false }
        }
        return true
    }

    /// Where to go on, nil at the end of the table.
    private mutating func teach(
        _ table: Int, before end: StickPlace, to buffer: Buffer, _ group: PeerGroup,
        _ progress: inout PeerTableProgress, _ now: UInt32
    ) -> (StickPlace?, Progress) {
        let own = group.tables[table].table
        var state = Progress.done
        let next = own.walkBack(from: end, limit: 64) { shard, place in
            state = write(&shard, place.record, own, [.timed], to: buffer, &progress, now)
            return state == .done
        }
        return (next, state)
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
            var state = Progress.done
            var last: UInt32?
            table.withChanges(after: progress.sent[shard], shard: shard) { shard, record, change in
                state = write(&shard, record, table, [], to: buffer, &progress, now)
                guard state == .done else { return false }
                last = change
                return true
            }
            if let last { progress.didSend(last, ofShard: shard) }
            guard state == .done else { return false }
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

    /// What a message takes besides an entry's data.
    private static let overhead = 512

    /// Writes an update about an entry that is this peer's and has not expired.
    private mutating func write(
        _ shard: inout StickShard, _ record: Int, _ table: StickTable, _ form: PeerUpdateForm, to buffer: Buffer,
        _ progress: inout PeerTableProgress, _ now: UInt32
    ) -> Progress {
        guard allowance > 0 else { return .paused }
        // A record that an empty buffer may not hold would be in the way of all others.
        let longest = table.layout.stride * 3 + PeerSpeaker.overhead
        guard longest < buffer.capacity, !shard.isExpired(record, now), isWanted(shard.key(record), table) else {
            allowance -= 1
            return .done
        }
        guard buffer.room >= longest else { return .full }
        allowance -= 1
        if scratch.capacity < longest { scratch = Buffer(capacity: longest) }
        scratch.reset()
        _ = scratch.append(bigEndian: UInt64(progress.next()), count: 4)
        if form.contains(.timed) {
            _ = scratch.append(bigEndian: UInt64(shard.remaining(record, now)), count: 4)
        }
        writeKey(shard.key(record), table)
        // With names of servers that no message can hold, the entry is left out.
        guard writeValues(shard, record, table, now) else { return .done }
        return PeerSpeaker.send(.update(form), scratch, to: buffer) ? .done : .full
    }

    private mutating func writeValues(
        _ shard: borrowing StickShard, _ record: Int, _ table: StickTable, _ now: UInt32
    ) -> Bool {
        var isWhole = true
        for data in StickData.allCases {
            var index = 0
            while let value = value(of: data, index, shard, record, table, now) {
                isWhole = value.write(to: scratch) && isWhole
                index += 1
            }
        }
        return isWhole
    }

    /// With `shards`, a peer gets its part of the entries only.
    private func isWanted(_ key: ByteView, _ table: StickTable) -> Bool {
        part == 0 || table.peerShards.number(of: key, table.layout) == part
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
            guard number > 0, let text = table.texts.text(number) else { return .text(number: 0, nil) }
            return texts.value(of: text)
        }
    }
}
