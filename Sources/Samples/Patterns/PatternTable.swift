import Memory

/// One line of a list of patterns.
struct PatternEntry: BitwiseCopyable, Sendable {
    /// Rises along the list: the order of the entries, and their name in the runtime API.
    let identifier: UInt64
    /// Where the key begins in the table's bytes; the value lies behind it.
    let start: UInt32
    let keyCount: UInt32
    let valueCount: UInt32
    let line: UInt32
}

/// Entries of a list that never change: their texts in one piece of memory, in the order of their identifiers.
final class PatternTable: Sendable {
    private let bytes: ConstantArray<UInt8>
    private let entries: ConstantArray<PatternEntry>
    let view: PatternTableView

    init(_ builder: consuming PatternTableBuilder) {
        bytes = ConstantArray(builder.bytes)
        entries = ConstantArray(builder.entries)
        view = PatternTableView(bytes: bytes.view, entries: entries.view)
    }

    var count: Int { entries.count }

    /// Bytes of memory, with those of the texts and without.
    var size: (total: Int, texts: Int) { (bytes.count + entries.size, bytes.count) }
}

/// What a lookup sees of a table.
struct PatternTableView: BitwiseCopyable, Sendable {
    let bytes: ArrayView<UInt8>
    let entries: ArrayView<PatternEntry>

    func key(_ entry: PatternEntry) -> ByteView {
        bytes.slice(Int(entry.start), Int(entry.start) + Int(entry.keyCount))
    }

    func key(_ number: Int) -> ByteView { entries.at(number).map(key) ?? .empty }

    func value(_ entry: PatternEntry) -> ByteView {
        let start = Int(entry.start) + Int(entry.keyCount)
        return bytes.slice(start, start + Int(entry.valueCount))
    }

    /// The position of an entry by its identifier.
    func number(_ identifier: UInt64) -> Int? {
        let number = entries.firstIndex { $0.identifier >= identifier }
        return entries.at(number)?.identifier == identifier ? number : nil
    }
}

/// Collects the entries of a table.
struct PatternTableBuilder: Sendable {
    fileprivate(set) var bytes: [UInt8] = []
    fileprivate(set) var entries: [PatternEntry] = []

    /// Positions in a table are numbers of 32 bits.
    static let maximumSize = Int(UInt32.max)

    var count: Int { entries.count }

    init(entries: Int = 0, bytes: Int = 0) {
        self.entries.reserveCapacity(entries)
        self.bytes.reserveCapacity(bytes)
    }

    /// Appends an entry, whose identifier is above those before; false when the table is full.
    mutating func add(identifier: UInt64, key: ByteView, value: ByteView = .empty, line: Int = 0) -> Bool {
        let start = bytes.count
        guard start + key.count + value.count <= Self.maximumSize, entries.count < Int(Int32.max) else { return false }
        key.withSpan { bytes.append(contentsOf: $0.withUnsafeBufferPointer { Array($0) }) }
        value.withSpan { bytes.append(contentsOf: $0.withUnsafeBufferPointer { Array($0) }) }
        entries.append(
            PatternEntry(
                identifier: identifier, start: UInt32(start), keyCount: UInt32(key.count),
                valueCount: UInt32(value.count), line: UInt32(clamping: line)))
        return true
    }
}
