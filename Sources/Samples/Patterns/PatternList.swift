import Memory

/// The content of a list with all its versions, as one thread at a time changes it.
struct PatternList: Sendable {
    private(set) var uses: [PatternUse] = []
    private(set) var levels: [PatternLevel] = []
    /// The version that lookups see, and the last one that was prepared.
    private(set) var currentVersion: UInt32 = 0
    private(set) var nextVersion: UInt32 = 0
    /// Entries of versions that were prepared and not committed.
    private var staged: [UInt32: PatternTableBuilder] = [:]
    private var nextIdentifier: UInt64 = 1

    // MARK: Building

    /// Indexes the list for a use; its position. Equal uses share one.
    mutating func add(_ use: PatternUse) throws(PatternProblems) -> (position: Int, isNew: Bool) {
        if let position = uses.firstIndex(of: use) { return (position, false) }
        // The words of an ACL line came one by one; all that are wrong are reported when they are read together.
        if uses.isEmpty, levels.count > 1, let whole = merged(levels) { levels = [whole] }
        var indexed = levels
        for position in indexed.indices { try indexed[position].index(for: use) }
        levels = indexed
        uses.append(use)
        return (uses.count - 1, true)
    }

    /// The entry at a position of the only level that loading has made.
    func loaded(_ number: Int) -> PatternEntry? { levels.first?.table.view.entries.at(number) }

    /// Calls `body` with every entry that lookups see, in order as long as nothing was changed.
    func visit(_ body: (PatternEntry, PatternTableView) -> Void) {
        for level in levels {
            for number in 0..<level.table.count where level.isLive(number) {
                if let entry = level.table.view.entries.at(number) { body(entry, level.table.view) }
            }
        }
    }

    /// Appends the entries that `fill` adds, beginning with the identifier it is given, as one level.
    mutating func load(_ fill: (inout PatternTableBuilder, inout UInt64) throws(PatternFailure) -> Void)
        throws(PatternFailure)
    {
        var builder = PatternTableBuilder()
        var identifier = nextIdentifier
        try fill(&builder, &identifier)
        guard builder.count > 0 else { return }
        try push(builder)
        nextIdentifier = identifier
    }

    private mutating func push(_ builder: PatternTableBuilder, _ compiled: CompiledExpressions = .init())
        throws(PatternFailure)
    {
        levels.append(try level(builder, compiled))
        merge()
    }

    private func level(
        _ builder: PatternTableBuilder, _ compiled: CompiledExpressions = .init()
    ) throws(PatternFailure) -> PatternLevel {
        var level = PatternLevel(PatternTable(builder))
        for use in uses {
            do throws(PatternProblems) {
                try level.index(for: runtimeUse(use), compiled)
            } catch {
                throw PatternFailure(error.items.first?.message ?? "")
            }
        }
        return level
    }

    /// Looking up a name would stop the loop that runs the command.
    private func runtimeUse(_ use: PatternUse) -> PatternUse {
        var use = use
        use.resolvesNames = false
        return use
    }

    /// Makes one level of the last two while they are of like size, and forgets empty ones. A level's entries have been read
    /// before: building again cannot fail but for a name that has since been resolved, whose level then stays as it is.
    private mutating func merge() {
        levels.removeAll { $0.liveCount == 0 }
        while levels.count > 1, levels[levels.count - 2].liveCount <= 2 * levels[levels.count - 1].liveCount {
            guard let merged = merged(Array(levels.suffix(2))) else { return }
            levels.removeLast(2)
            levels.append(merged)
        }
        for position in levels.indices where levels[position].removedCount > levels[position].liveCount {
            if let smaller = merged([levels[position]]) { levels[position] = smaller }
        }
    }

    private func merged(_ parts: [PatternLevel]) -> PatternLevel? {
        var compiled = CompiledExpressions()
        var entries: [(entry: PatternEntry, table: PatternTableView)] = []
        var size = 0
        for part in parts {
            for index in part.indexes { compiled.add(index, of: part.table) }
            for number in 0..<part.table.count where part.isLive(number) {
                guard let entry = part.table.view.entries.at(number) else { continue }
                entries.append((entry, part.table.view))
                size += Int(entry.keyCount) + Int(entry.valueCount)
            }
        }
        entries.sort { $0.entry.identifier < $1.entry.identifier }
        var builder = PatternTableBuilder(entries: entries.count, bytes: size)
        for (entry, table) in entries {
            guard
                builder.add(
                    identifier: entry.identifier, key: table.key(entry), value: table.value(entry),
                    line: Int(entry.line))
            else { return nil }
        }
        return try? level(builder, compiled)
    }

    // MARK: Changing

    /// Why a command cannot be done, in HAProxy's words.
    static let full = PatternFailure("The list is full.")

    /// Appends entries to the current version, or to one that was prepared.
    mutating func add(_ entries: [(key: ByteView, value: ByteView)], to version: UInt32?) throws(PatternFailure) {
        try checkValues(entries.map(\.value))
        var builder = PatternTableBuilder()
        var identifier = nextIdentifier
        for (key, value) in entries {
            guard builder.add(identifier: identifier, key: key, value: value) else { throw Self.full }
            identifier += 1
        }
        if let version, version != currentVersion {
            guard isPrepared(version) else {
                throw PatternFailure("Version number in the future, please use 'prepare' before.")
            }
            // Refuses what no use could read before it is committed.
            _ = try level(builder)
            identifier = nextIdentifier
            for (key, value) in entries {
                guard staged[version, default: .init()].add(identifier: identifier, key: key, value: value) else {
                    throw Self.full
                }
                identifier += 1
            }
        } else {
            try push(builder)
        }
        nextIdentifier = identifier
    }

    /// Gives the entries with this text, or the one with this identifier, another value; how many there are.
    mutating func set(_ selection: PatternSelection, value: ByteView) throws(PatternFailure) -> Int {
        try checkValues([value])
        var found: [(entry: PatternEntry, table: PatternTableView)] = []
        var changed = levels
        var compiled = CompiledExpressions()
        for position in changed.indices {
            let numbers = select(selection, &changed[position])
            for number in numbers {
                if let entry = changed[position].table.view.entries.at(number) {
                    found.append((entry, changed[position].table.view))
                }
            }
            guard !numbers.isEmpty else { continue }
            for index in changed[position].indexes { compiled.add(index, of: changed[position].table) }
            changed[position].remove(numbers)
        }
        guard !found.isEmpty else { return 0 }
        var builder = PatternTableBuilder()
        for (entry, table) in found.sorted(by: { $0.entry.identifier < $1.entry.identifier }) {
            guard
                builder.add(identifier: entry.identifier, key: table.key(entry), value: value, line: Int(entry.line))
            else { throw Self.full }
        }
        let level = try level(builder, compiled)
        levels = changed + [level]
        merge()
        return found.count
    }

    /// Whether there are entries with this text, and whether all of those have this value: nothing is made to find that out.
    mutating func holds(_ key: ByteView, _ value: ByteView) -> (any: Bool, all: Bool) {
        var result = (any: false, all: true)
        for position in levels.indices {
            let found = levels[position].holds(key, value, uses)
            result = (result.any || found.any, result.all && found.all)
        }
        return result
    }

    /// Deletes the entries with this text, or the one with this identifier; how many there were.
    mutating func remove(_ selection: PatternSelection) -> Int {
        var count = 0
        for position in levels.indices {
            let numbers = select(selection, &levels[position])
            levels[position].remove(numbers)
            count += numbers.count
        }
        if count > 0 { merge() }
        return count
    }

    private func select(_ selection: PatternSelection, _ level: inout PatternLevel) -> [Int] {
        switch selection {
        case .key(let key): return level.entries(key.view, uses)
        case .identifier(let identifier):
            guard let number = level.table.view.number(identifier), level.isLive(number) else { return [] }
            return [number]
        }
    }

    private func checkValues(_ values: [ByteView]) throws(PatternFailure) {
        for use in uses {
            guard let kind = use.value else { continue }
            for value in values where !kind.holds(value) { throw PatternFailure("unable to parse '\(value.text)'") }
        }
    }

    // MARK: Versions

    private func isPrepared(_ version: UInt32) -> Bool {
        let distance = version &- currentVersion
        return distance >= 1 && distance <= nextVersion &- currentVersion
    }

    mutating func prepare() -> UInt32 {
        nextVersion &+= 1
        return nextVersion
    }

    /// Makes a prepared version the current one and forgets those before it.
    mutating func commit(_ version: UInt32) throws(PatternFailure) {
        guard isPrepared(version) else { throw PatternFailure("Version number out of range.") }
        let builder = staged[version] ?? PatternTableBuilder()
        levels = builder.count > 0 ? [try level(builder)] : []
        let distance = version &- currentVersion
        for other in Array(staged.keys) where other &- currentVersion <= distance { staged[other] = nil }
        currentVersion = version
    }

    /// Deletes all entries of a version, the current one by default.
    mutating func clear(_ version: UInt32?) {
        if let version, version != currentVersion {
            staged[version] = nil
        } else {
            levels = []
        }
    }

    /// Entries of all versions.
    var count: Int { levels.reduce(0) { $0 + $1.liveCount } + staged.values.reduce(0) { $0 + $1.count } }

    /// At most `limit` entries of a version behind an identifier, in order.
    func page(of version: UInt32?, after identifier: UInt64, limit: Int) -> [PatternListing] {
        var tables: [(view: PatternTableView, level: PatternLevel?)] = []
        if let version, version != currentVersion {
            guard let builder = staged[version] else { return [] }
            let table = PatternTable(builder)
            return Self.listing(table.view, nil, after: identifier, limit: limit)
        }
        tables = levels.map { ($0.table.view, $0) }
        let pages = tables.flatMap { Self.listing($0.view, $0.level, after: identifier, limit: limit) }
        return Array(pages.sorted { $0.identifier < $1.identifier }.prefix(limit))
    }

    private static func listing(
        _ table: PatternTableView, _ level: PatternLevel?, after identifier: UInt64, limit: Int
    ) -> [PatternListing] {
        var listing: [PatternListing] = []
        var number = table.entries.firstIndex { $0.identifier > identifier }
        while listing.count < limit, let entry = table.entries.at(number) {
            if level?.isLive(number) ?? true {
                listing.append(
                    PatternListing(
                        identifier: entry.identifier, key: table.key(entry).bytes, value: table.value(entry).bytes))
            }
            number += 1
        }
        return listing
    }

    /// Bytes of memory, with those of the texts and without.
    var size: (total: Int, texts: Int) {
        levels.reduce((0, 0)) { ($0.total + $1.size.total, $0.texts + $1.size.texts) }
    }
}
