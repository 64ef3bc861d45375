import Memory

/// What one use of a list can be asked at one moment, immutable: the loops hold it and share its memory.
final class PatternSet: Sendable {
    /// Kept for the pointers in the view.
    private let levels: [PatternLevel]
    private let views: ConstantArray<PatternLevelView>
    private let use: PatternUse

    init(_ levels: [PatternLevel], use: PatternUse, at position: Int) {
        self.levels = levels
        self.use = use
        views = ConstantArray(levels.compactMap { $0.view(position) })
    }

    var view: PatternSetView { PatternSetView(method: use.method, captures: use.captures, levels: views.view) }
}

/// What a lookup sees of a level: a table, what was deleted since, and the index of the use.
struct PatternLevelView: BitwiseCopyable, Sendable {
    let table: PatternTableView
    let removed: RemovedEntries
    let index: PatternIndexView
}

/// What a lookup sees of a set.
struct PatternSetView {
    let method: MatchMethod
    let captures: Bool
    let levels: ArrayView<PatternLevelView>

    /// A matching entry. The best has the lowest rank, and of those with the same the lowest identifier.
    struct Hit {
        var level: Int
        /// The position in the level's table plus one.
        var number: UInt32
        var identifier: UInt64
        var rank: UInt64
    }

    func find(_ sample: Sample, _ scratch: () -> RegularExpressionScratch) -> PatternMatch? {
        if !method.readsPatterns { return isTrue(sample) ? .presence : nil }
        return best(sample, scratch).flatMap { match(level: $0.level, entry: $0.number) }
    }

    /// What a lookup gives for an entry.
    func match(level: Int, entry number: UInt32) -> PatternMatch? {
        guard let table = levels.with(level, { $0.table }), let entry = table.entries.at(Int(number) &- 1) else {
            return nil
        }
        return PatternMatch(identifier: entry.identifier, key: table.key(entry), value: table.value(entry))
    }

    /// How many regular expressions there are to try.
    var expressionCount: Int {
        var count = 0
        var position = 0
        while case .expressions(let index)? = levels.at(position)?.index {
            count &+= index.codes.count
            position &+= 1
        }
        return count
    }

    private func isTrue(_ sample: Sample) -> Bool {
        switch sample {
        case .boolean(let value): method == .found || value
        case .integer(let value): method == .found || value != 0
        default: method == .found
        }
    }

    func best(_ sample: Sample, _ scratch: () -> RegularExpressionScratch) -> Hit? {
        var best: Hit?
        for position in 0..<levels.count {
            let limit = best?.identifier ?? .max
            guard let hit = levels.with(position, { find(sample, $0, position, limit, scratch) }) ?? nil else {
                continue
            }
            if let best, (best.rank, best.identifier) <= (hit.rank, hit.identifier) { continue }
            best = hit
        }
        return best
    }

    /// The best entry of a level.
    @inline(__always)
    private func find(
        _ sample: Sample, _ level: borrowing PatternLevelView, _ position: Int, _ limit: UInt64,
        _ scratch: () -> RegularExpressionScratch
    ) -> Hit? {
        var entry: UInt32 = 0
        var rank: UInt64 = 0
        switch level.index {
        case .keys(let index):
            guard let bytes = sample.view else { return nil }
            (entry, rank) = find(bytes, index, level.removed)
        case .numbers(let index):
            guard let value = number(sample) else { return nil }
            entry = index.entry(value, level.removed)
        case .addresses(let index):
            guard let found = index.find(sample, level.removed) else { return nil }
            (entry, rank) = (found.entry, found.rank)
        case .substrings(let index):
            guard let bytes = sample.view else { return nil }
            entry = index.entry(bytes, level.removed)
        case .expressions(let index):
            guard let bytes = sample.view else { return nil }
            entry = index.entry(bytes, before: limit, level.removed, scratch())
        }
        guard entry != 0, let identifier = level.table.entries.at(Int(entry) &- 1)?.identifier else { return nil }
        return Hit(level: position, number: entry, identifier: identifier, rank: rank)
    }

    private func find(_ bytes: ByteView, _ index: KeyIndexView, _ removed: RemovedEntries) -> (UInt32, UInt64) {
        switch method {
        case .prefix where !index.foldsCase:
            let (entry, length) = index.longestPrefix(bytes, removed)
            return (entry, .max - UInt64(length))
        case .prefix, .suffix: return (index.firstEnd(bytes, removed), 0)
        case .directory, .domain: return (index.firstPiece(bytes, removed), 0)
        default: return (index.entry(bytes, removed), 0)
        }
    }

    private func number(_ sample: Sample) -> Int64? {
        if method == .length { return sample.view.map { Int64($0.count) } }
        switch sample {
        case .integer(let value): return value
        case .boolean(let value): return value ? 1 : 0
        default: return nil
        }
    }

    /// Fills the captures in `scratch` with those of the expression that has matched. A level looked at later may have left
    /// its own there.
    func capture(_ match: PatternMatch, _ sample: Sample, _ scratch: RegularExpressionScratch) {
        guard levels.count > 1, let bytes = sample.view else { return }
        var position = 0
        while let level = levels.at(position) {
            position &+= 1
            guard let number = level.table.number(match.identifier), !level.removed.contains(number),
                case .expressions(let index) = level.index, let code = index.codes.at(number)
            else { continue }
            _ = scratch.run(code, bytes, from: 0)
            return
        }
    }
}
