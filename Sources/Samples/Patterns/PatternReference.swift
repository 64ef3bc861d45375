import Memory
import Synchronization

/// A list of patterns by its name, shared by all ACLs and maps of that name, and changed while they are in use (manual, 2.7).
///
/// Commands change the content one at a time, under a mutex. Each change builds what is new, hands it out and moves the
/// version; loops look at the version, and take the second mutex, held only to fetch, when it has moved.
public final class PatternReference: Sendable {
    /// How many columns a line of the list has.
    public enum Columns: Sendable { case one, two }

    /// The name that commands and configurations use; empty for the words of an ACL line.
    public let name: String
    public let columns: Columns
    let description: Mutex<PatternDescription>
    let version = Atomic<UInt64>(0)
    private let sets = Mutex<[PatternSet]>([])
    private let content: Mutex<PatternList>

    init(name: String, columns: Columns, origin: String, list: PatternList) {
        self.name = name
        self.columns = columns
        description = Mutex(PatternDescription(origin: origin))
        content = Mutex(list)
    }

    // MARK: What loops read

    func set(_ use: Int) -> PatternSet? {
        sets.withLock { $0.indices.contains(use) ? $0[use] : nil }
    }

    private func publish(_ list: borrowing PatternList) {
        let levels = list.levels
        let built = list.uses.enumerated().map { PatternSet(levels, use: $1, at: $0) }
        sets.withLock { $0 = built }
        version.add(1, ordering: .releasing)
    }

    /// Changes the content and hands it out; nothing is handed out when `body` fails.
    private func change<Result: Sendable>(
        _ body: (inout PatternList) throws(PatternFailure) -> Result
    ) throws(PatternFailure) -> Result {
        try content.withLock { (list) throws(PatternFailure) in
            let result = try body(&list)
            publish(list)
            return result
        }
    }

    // MARK: Loading

    /// Appends a pattern of an ACL line. All of them come before the use that reads them.
    public func append(_ pattern: [UInt8], value: [UInt8] = []) throws(PatternFailure) {
        let key = ConstantBytes(pattern)
        let value = ConstantBytes(value)
        try content.withLock { (list) throws(PatternFailure) in
            try list.add([(key.view, value.view)], to: nil)
        }
        withExtendedLifetime((key, value)) {}
    }

    /// Indexes the list for a use; every pattern and value that it cannot read is in the failure.
    func add(_ use: PatternUse) throws(PatternFailure) -> Int {
        try content.withLock { (list) throws(PatternFailure) in
            let position: Int
            do throws(PatternProblems) {
                try checkValues(list, use)
                position = try list.add(use).position
            } catch {
                throw failure(error, list)
            }
            publish(list)
            return position
        }
    }

    private func checkValues(_ list: borrowing PatternList, _ use: PatternUse) throws(PatternProblems) {
        guard let kind = use.value, !list.uses.contains(use) else { return }
        var problems = PatternProblems()
        var number = 0
        list.visit { entry, table in
            let value = table.value(entry)
            if !kind.holds(value) { problems.add(number, PatternFailure("unable to parse '\(value.text)'")) }
            number += 1
        }
        guard problems.isEmpty else { throw problems }
    }

    private func failure(_ problems: PatternProblems, _ list: borrowing PatternList) -> PatternFailure {
        var failure = PatternFailure()
        for (number, message) in problems.items {
            let line = list.loaded(number)?.line ?? 0
            failure.add(line == 0 ? message : "\(message) at line \(line) of file '\(name)'")
        }
        return failure
    }

    // MARK: Changing

    /// Appends entries to the version that lookups see, or to a prepared one, all or none.
    public func add(
        _ entries: [(key: [UInt8], value: [UInt8])], to version: UInt32? = nil
    ) throws(PatternFailure) {
        let texts = entries.map { (key: ConstantBytes($0.key), value: ConstantBytes($0.value)) }
        try change { (list) throws(PatternFailure) in
            try list.add(texts.map { ($0.key.view, $0.value.view) }, to: version)
        }
        withExtendedLifetime(texts) {}
    }

    /// Appends or replaces in one step, as rules do: the entries with this key get the value, or a new one is made. A list that says
    /// so already stays as it is.
    public func put(_ key: ByteView, value: ByteView) throws(PatternFailure) {
        try content.withLock { (list) throws(PatternFailure) in
            let found = list.holds(key, value)
            if found.any, found.all { return }
            if found.any {
                _ = try list.set(.key(ConstantBytes(key.bytes)), value: value)
            } else {
                try list.add([(key, value)], to: nil)
            }
            publish(list)
        }
    }

    /// Deletes the entries with this key, as rules do.
    public func remove(_ key: ByteView) {
        content.withLock { list in
            guard list.holds(key, .empty).any else { return }
            _ = list.remove(.key(ConstantBytes(key.bytes)))
            publish(list)
        }
    }

    /// Gives entries another value; how many there were. Without any, nothing is done.
    public func set(_ selection: PatternSelection, value: [UInt8]) throws(PatternFailure) -> Int {
        let value = ConstantBytes(value)
        let count = try change { (list) throws(PatternFailure) in try list.set(selection, value: value.view) }
        return withExtendedLifetime(value) { count }
    }

    /// Deletes entries; how many there were.
    @discardableResult
    public func remove(_ selection: PatternSelection) -> Int {
        content.withLock { list in
            let count = list.remove(selection)
            if count > 0 { publish(list) }
            return count
        }
    }

    /// Deletes all entries of a version, by default of the one that lookups see.
    public func clear(_ version: UInt32? = nil) {
        content.withLock { list in
            list.clear(version)
            publish(list)
        }
    }

    /// A new version, to be filled and committed.
    public func prepare() -> UInt32 { content.withLock { $0.prepare() } }

    /// Puts a prepared version in the place of the current one, at once.
    public func commit(_ version: UInt32) throws(PatternFailure) {
        try change { (list) throws(PatternFailure) in try list.commit(version) }
    }

    // MARK: Showing

    /// Entries of all versions.
    public var count: Int { content.withLock { $0.count } }

    /// The version that lookups see, and the last one that was prepared.
    public var versions: (current: UInt32, next: UInt32) {
        content.withLock { ($0.currentVersion, $0.nextVersion) }
    }

    /// At most `limit` entries of a version behind an identifier (zero for the first), in the list's order.
    public func entries(
        of version: UInt32? = nil, after identifier: UInt64 = 0, limit: Int = .max
    ) -> [PatternListing] {
        content.withLock { $0.page(of: version, after: identifier, limit: limit) }
    }

    /// Bytes of memory that the list takes, with those of the texts and without.
    public var size: (total: Int, texts: Int) { content.withLock { $0.size } }

    /// The uses in the order in which they were made.
    var uses: [PatternUse] { content.withLock { $0.uses } }
}
