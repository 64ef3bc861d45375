import Memory

/// What a lookup sees of a `KeyIndex`. Entries are given by their position in the table plus one; zero is none.
struct KeyIndexView: BitwiseCopyable, Sendable {
    let table: PatternTableView
    let slots: ArrayView<KeySlot>
    let following: ArrayView<UInt32>
    /// The lengths that keys have, the shortest first.
    let lengths: ArrayView<UInt32>
    let seed: UInt64
    let direction: ByteHash.Direction
    let form: KeyForm
    let foldsCase: Bool
    let empty: UInt32
    /// How many delimiters a key has inside, at most.
    let mostDelimiters: Int

    /// The first entry with this key that was not removed.
    func entry(_ key: ByteView, _ removed: RemovedEntries) -> UInt32 {
        guard !key.isEmpty else { return present(empty, removed) }
        return entry(key, ByteHash.hash(key, foldsCase: foldsCase, seed: seed), removed)
    }

    /// Every entry with this key, in order.
    func entries(_ key: ByteView) -> [UInt32] {
        var entry = key.isEmpty ? empty : head(key, ByteHash.hash(key, foldsCase: foldsCase, seed: seed))
        var entries: [UInt32] = []
        while entry != 0 {
            entries.append(entry)
            entry = following.at(Int(entry) &- 1) ?? 0
        }
        return entries
    }

    /// Whether all entries with this key that were not removed fulfil a condition, and whether there are any.
    func all(_ key: ByteView, _ removed: RemovedEntries, where condition: (UInt32) -> Bool) -> (any: Bool, all: Bool) {
        var entry = present(
            key.isEmpty ? empty : head(key, ByteHash.hash(key, foldsCase: foldsCase, seed: seed)), removed)
        let isAny = entry != 0
        while entry != 0 {
            guard condition(entry) else { return (true, false) }
            entry = present(following.at(Int(entry) &- 1) ?? 0, removed)
        }
        return (isAny, true)
    }

    /// The longest key that the bytes begin with, and its length.
    func longestPrefix(_ bytes: ByteView, _ removed: RemovedEntries) -> (entry: UInt32, length: Int) {
        var best = (entry: present(empty, removed), length: 0)
        forEachLength(bytes) { entry, length in
            let entry = present(entry, removed)
            if entry != 0 { best = (entry, length) }
        }
        return best
    }

    /// The first entry whose key the bytes begin with, or end with when the index counts from behind.
    func firstEnd(_ bytes: ByteView, _ removed: RemovedEntries) -> UInt32 {
        var best = present(empty, removed)
        forEachLength(bytes) { entry, _ in best = earlier(best, present(entry, removed)) }
        return best
    }

    private func forEachLength(_ bytes: ByteView, _ body: (UInt32, Int) -> Void) {
        var hash = ByteHash(bytes, direction, foldsCase: foldsCase, seed: seed)
        var position = 0
        while let length = lengths.at(position).map(Int.init), length <= bytes.count {
            position &+= 1
            let key = direction == .forward ? bytes.slice(0, length) : bytes.slice(bytes.count &- length)
            let entry = head(key, hash.hash(upTo: length))
            if entry != 0 { body(entry, length) }
        }
    }

    /// The first entry whose key is a whole piece of the bytes, or several with the delimiters between them.
    func firstPiece(_ bytes: ByteView, _ removed: RemovedEntries) -> UInt32 {
        var best: UInt32 = 0
        // A pattern of delimiters only stands for an empty end.
        if let last = bytes.byte(at: bytes.count &- 1), form.isDelimiter(last) { best = present(empty, removed) }
        guard let longest = lengths.at(lengths.count &- 1).map(Int.init) else { return best }
        var start = 0
        while start < bytes.count {
            best = earlier(best, firstPiece(bytes, from: start, atMost: longest, removed))
            start = (nextDelimiter(bytes, from: start) ?? bytes.count) &+ 1
        }
        return best
    }

    private func firstPiece(_ bytes: ByteView, from start: Int, atMost longest: Int, _ removed: RemovedEntries)
        -> UInt32
    {
        var best: UInt32 = 0
        var hash = ByteHash(bytes.slice(start), foldsCase: foldsCase, seed: seed)
        var end = start
        for _ in 0...mostDelimiters {
            end = nextDelimiter(bytes, from: end) ?? bytes.count
            guard end &- start <= longest else { break }
            if end > start {
                let entry = head(bytes.slice(start, end), hash.hash(upTo: end &- start))
                best = earlier(best, present(entry, removed))
            }
            end &+= 1
            if end >= bytes.count { break }
        }
        return best
    }

    private func nextDelimiter(_ bytes: ByteView, from start: Int) -> Int? {
        var position = start
        while let byte = bytes.byte(at: position) {
            if form.isDelimiter(byte) { return position }
            position &+= 1
        }
        return nil
    }

    @inline(__always)
    private func earlier(_ left: UInt32, _ right: UInt32) -> UInt32 {
        left == 0 || (right != 0 && right < left) ? right : left
    }

    private func entry(_ key: ByteView, _ hash: UInt64, _ removed: RemovedEntries) -> UInt32 {
        present(head(key, hash), removed)
    }

    /// The first of those with the same key that was not removed.
    @inline(__always)
    private func present(_ entry: UInt32, _ removed: RemovedEntries) -> UInt32 {
        var entry = entry
        while entry != 0, removed.contains(Int(entry) &- 1) { entry = following.at(Int(entry) &- 1) ?? 0 }
        return entry
    }

    private func head(_ key: ByteView, _ hash: UInt64) -> UInt32 {
        let tag = UInt32(truncatingIfNeeded: hash >> 32)
        let mask = slots.count &- 1
        var position = Int(truncatingIfNeeded: hash) & mask
        while let slot = slots.at(position), slot.entry != 0 {
            if slot.tag == tag, form.isKey(key, of: table.key(Int(slot.entry) &- 1), foldsCase) { return slot.entry }
            position = (position &+ 1) & mask
        }
        return 0
    }
}

/// The entries of a table that were deleted since it was made: a bit for each, or nothing at all.
struct RemovedEntries: BitwiseCopyable, Sendable {
    let bits: ArrayView<UInt64>

    static var none: RemovedEntries { RemovedEntries(bits: .empty) }

    @inline(__always)
    func contains(_ number: Int) -> Bool {
        guard let word = bits.at(number >> 6) else { return false }
        return word >> UInt64(truncatingIfNeeded: number & 63) & 1 != 0
    }
}
