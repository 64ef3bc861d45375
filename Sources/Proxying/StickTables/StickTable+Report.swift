import Memory

/// What the runtime API shows of a table, and changes in it (management guide, 9.3).
extension StickTable {
    /// One element of what a table stores, as commands name it.
    public struct Element: Sendable {
        let data: StickData
        let index: Int
    }

    /// Why a command names nothing that a table stores.
    public enum ElementFailure: Error { case unknown, notStored, isText }

    /// Removes what has expired, as far as that does not take long, and says how many entries there are.
    public func currentCount(_ now: UInt32) -> Int {
        for _ in 0..<16 where !purge(now) { break }
        return count
    }

    /// `gpc0`, `gpc[3]`
    public func element(named name: String) throws(ElementFailure) -> Element {
        let parts = name.split(separator: "[", maxSplits: 1, omittingEmptySubsequences: false)
        guard let data = StickData(word: String(parts[0])) else { throw .unknown }
        var index = 0
        if parts.count == 2 {
            guard data.isArray, parts[1].hasSuffix("]"), let number = Int(parts[1].dropLast()) else { throw .unknown }
            index = number
        }
        guard layout.field(data, index) != nil else { throw .notStored }
        guard data.form != .text else { throw .isText }
        return Element(data: data, index: index)
    }

    /// Whether keys can be written in commands.
    public var hasTextKeys: Bool { keyType != .binary }

    // MARK: One entry

    /// The line of the entry of a key; nil when there is none.
    ///
    /// - Throws: nothing; `false` for `isKey` says that the text is no key.
    public func line(key: String, _ now: UInt32) -> (isKey: Bool, line: [UInt8]?) {
        var line: [UInt8]?
        let isKey: Bool? = StickKey.with(text: key, self) { key in
            line = find(key, now) { shard, place in self.line(&shard, place, now) }
            return true
        }
        return (isKey == true, line)
    }

    /// The line of the entry that an earlier line called so; nil when there is none.
    public func line(number: UInt64, _ now: UInt32) -> [UInt8]? {
        StickPlace(number: number).flatMap { place in with(place) { shard, _ in line(&shard, place, now) } }
    }

    /// What has become of a change in an entry.
    public enum Outcome { case done, isUsed, noKey, noRoom, noEntry }

    /// Sets elements of the entry of a key, which is made if there is none.
    public func set(key: String, _ values: [(Element, Int64)], _ now: UInt32) -> Outcome {
        StickKey.with(text: key, self) { key in
            let isSet: Void? = enter(key, now) { shard, place in set(&shard, place.record, values, now) }
            return isSet == nil ? .noRoom : .done
        } ?? .noKey
    }

    /// The same for the entry that an earlier line called so.
    public func set(number: UInt64, _ values: [(Element, Int64)], _ now: UInt32) -> Outcome {
        guard let place = StickPlace(number: number) else { return .noEntry }
        return with(place) { shard, record in
            set(&shard, record, values, now)
            return .done
        } ?? .noEntry
    }

    private func set(_ shard: inout StickShard, _ record: Int, _ values: [(Element, Int64)], _ now: UInt32) {
        shard.touch(record, now)
        shard.noteChange(record)
        for (element, value) in values {
            shard.set(element.data, element.index, to: UInt64(bitPattern: value), at: record, now)
        }
    }

    /// Removes the entry of a key.
    public func remove(key: String, _ now: UInt32) -> Outcome {
        switch StickKey.with(text: key, self, { remove($0, now) }) {
        case nil: .noKey
        case .isUsed: .isUsed
        case .removed, .isMissing: .done
        }
    }

    /// Removes the entry that an earlier line called so.
    public func remove(number: UInt64) -> Outcome {
        switch StickPlace(number: number).map({ remove($0) }) {
        case nil, .isMissing: .noEntry
        case .isUsed: .isUsed
        case .removed: .done
        }
    }

    // MARK: All entries

    /// A comparison that entries must pass.
    public struct Filter: Sendable {
        let element: Element
        let accepts: @Sendable (Int64) -> Bool

        public init(_ element: Element, _ accepts: @escaping @Sendable (Int64) -> Bool) {
            self.element = element
            self.accepts = accepts
        }
    }

    /// Where a listing goes on.
    public struct Position: Sendable {
        fileprivate let place: StickPlace
        public static let start = Position(place: .start)
    }

    /// The lines of some entries that pass all filters, and where to go on.
    public func lines(from position: Position, _ filters: [Filter], _ now: UInt32) -> (lines: [UInt8], next: Position?)
    {
        var lines: [UInt8] = []
        let next = walk(from: position.place, limit: 64) { shard, place in
            guard !shard.isExpired(place.record, now), passes(&shard, place.record, filters, now) else { return }
            lines += line(&shard, place, now)
        }
        return (lines, next.map { Position(place: $0) })
    }

    /// Removes what nobody tracks and passes all filters.
    public func removeAll(_ filters: [Filter], _ now: UInt32) {
        removeAll { shard, record in passes(&shard, record, filters, now) }
    }

    private func passes(_ shard: inout StickShard, _ record: Int, _ filters: [Filter], _ now: UInt32) -> Bool {
        filters.allSatisfy { filter in
            guard let value = shard.value(filter.element.data, filter.element.index, at: record, now) else {
                return false
            }
            return filter.accepts(Int64(bitPattern: value))
        }
    }

    // MARK: Lines

    /// `# table: x, type: ip, size:1024, used:1`
    public func heading(_ now: UInt32) -> String {
        "# table: \(name), type: \(keyType.name), size:\(size), used:\(currentCount(now))\n"
    }

    private func line(_ shard: inout StickShard, _ place: StickPlace, _ now: UInt32) -> [UInt8] {
        let record = place.record
        var line = Array("0x\(String(place.number, radix: 16)): key=".utf8) + StickKey.text(shard.key(record), layout)
        line += Array(
            " use=\(shard.users(record)) exp=\(shard.remaining(record, now)) shard=\(peerShards.number(of: shard.key(record), layout))"
                .utf8)
        for data in StickData.allCases {
            guard let field = layout.field(data) else { continue }
            for index in 0..<Int(field.count) {
                guard let value = shard.value(data, index, at: record, now) else { continue }
                let period = data.form == .rate ? "(\(field.period))" : ""
                let text =
                    data.form == .text ? texts.text(UInt32(truncatingIfNeeded: value)) ?? "-" : String(value)
                line += Array(" \(data.word(of: index))\(period)=\(text)".utf8)
            }
        }
        return line + [10]
    }
}
