import Memory

/// A part of a list that was built at one time: a table, its indexes, and which of its entries were deleted since.
///
/// A list has one level after loading. A change adds a small one, and levels of like size are merged, so that a change of one
/// entry costs the logarithm of the list and no lookup sees a table that is half done.
struct PatternLevel: Sendable {
    let table: PatternTable
    /// In the order of the list's uses; nil for methods that read no patterns.
    private(set) var indexes: [PatternIndex?] = []
    private(set) var removedCount = 0
    private var removed: ConstantArray<UInt64>?
    private var texts: KeyIndex?

    init(_ table: PatternTable) { self.table = table }

    /// Indexes the level for one more use.
    mutating func index(for use: PatternUse, _ compiled: CompiledExpressions = .init()) throws(PatternProblems) {
        indexes.append(try PatternIndex.build(table, use, compiled: compiled))
    }

    var liveCount: Int { table.count - removedCount }

    func isLive(_ number: Int) -> Bool { !removedEntries.contains(number) }

    private var removedEntries: RemovedEntries { removed.map { RemovedEntries(bits: $0.view) } ?? .none }

    func view(_ use: Int) -> PatternLevelView? {
        guard indexes.indices.contains(use), let index = indexes[use] else { return nil }
        return PatternLevelView(table: table.view, removed: removedEntries, index: index.view)
    }

    /// The entries whose text is exactly this. Made when a command first asks by text.
    mutating func entries(_ key: ByteView, _ uses: [PatternUse]) -> [Int] {
        let found = textIndex(uses).view.entries(key)
        return found.map { Int($0) - 1 }.filter(isLive)
    }

    /// Whether there are entries with exactly this text, and whether all of those have this value.
    mutating func holds(_ key: ByteView, _ value: ByteView, _ uses: [PatternUse]) -> (any: Bool, all: Bool) {
        let table = table.view
        return textIndex(uses).view.all(key, removedEntries) { entry in
            table.entries.at(Int(entry) &- 1).map { table.value($0).equals(value) } ?? false
        }
    }

    private mutating func textIndex(_ uses: [PatternUse]) -> KeyIndex {
        if let texts { return texts }
        for (use, index) in zip(uses, indexes)
        where !use.ignoresCase && (use.method == .string || use.method == .prefix) {
            if case .keys(let index) = index { return index }
        }
        let index = KeyIndex(table.view, foldsCase: false)
        texts = index
        return index
    }

    /// Deletes entries. The bits are written anew: sets that loops hold keep the old ones.
    mutating func remove(_ numbers: [Int]) {
        guard !numbers.isEmpty else { return }
        var bits = [UInt64](repeating: 0, count: (table.count + 63) / 64)
        if let removed {
            for word in bits.indices { bits[word] = removed.view.at(word) ?? 0 }
        }
        for number in numbers where isLive(number) {
            bits[number >> 6] |= 1 << UInt64(number & 63)
            removedCount += 1
        }
        removed = ConstantArray(bits)
    }

    /// Bytes of memory, with those of the texts and without.
    var size: (total: Int, texts: Int) {
        let indexSize = indexes.reduce(0) { $0 + ($1?.size ?? 0) }
        return (table.size.total + indexSize + (removed?.size ?? 0) + (texts?.size ?? 0), table.size.texts)
    }
}
