import Memory

/// Finds the entries whose key is equal to some bytes: a hash table with open addressing, eight bytes a slot, no copy of the
/// texts. Exact strings, prefixes, suffixes, pieces and binary blocks differ in which bytes they ask for.
final class KeyIndex: Sendable {
    private let slots: ConstantArray<KeySlot>
    private let following: ConstantArray<UInt32>
    private let lengths: ConstantArray<UInt32>
    let view: KeyIndexView

    convenience init(
        _ table: PatternTableView, _ direction: ByteHash.Direction = .forward, form: KeyForm = .verbatim,
        foldsCase: Bool
    ) {
        var builder = KeyIndexBuilder(table, direction, form, foldsCase)
        builder.addAll { form.trimmed($0) }
        self.init(builder)
    }

    /// The keys are what the patterns' hexadecimal digits stand for.
    convenience init(binary table: PatternTableView) throws(PatternProblems) {
        var builder = KeyIndexBuilder(table, .forward, .hexadecimal, false)
        var problems = PatternProblems()
        var keys: [ConstantBytes] = []
        for number in 0..<table.entries.count {
            do throws(PatternFailure) {
                keys.append(ConstantBytes(try HexadecimalText.bytes(table.key(number))))
            } catch {
                problems.add(number, error)
            }
        }
        guard problems.isEmpty else { throw problems }
        for (number, key) in keys.enumerated().reversed() { builder.add(number, key.view) }
        self.init(builder)
    }

    private init(_ builder: KeyIndexBuilder) {
        slots = ConstantArray(builder.slots)
        following = ConstantArray(builder.following)
        lengths = ConstantArray(builder.lengths.sorted())
        view = KeyIndexView(
            table: builder.table, slots: slots.view, following: following.view, lengths: lengths.view,
            seed: builder.seed, direction: builder.direction, form: builder.form, foldsCase: builder.foldsCase,
            empty: builder.empty, mostDelimiters: builder.mostDelimiters)
    }

    var size: Int { slots.size + following.size + lengths.size }
}

/// An entry's position in its table plus one, zero in a free slot; and part of the key's hash.
struct KeySlot: BitwiseCopyable, Sendable {
    var tag: UInt32 = 0
    var entry: UInt32 = 0
}

private struct KeyIndexBuilder {
    let table: PatternTableView
    let direction: ByteHash.Direction
    let form: KeyForm
    let foldsCase: Bool
    let seed = ByteHash.seed
    var slots: [KeySlot]
    /// The next entry with the same key plus one; empty as long as all keys differ.
    var following: [UInt32] = []
    var lengths: Set<UInt32> = []
    /// The first entry whose key is empty, plus one.
    var empty: UInt32 = 0
    var mostDelimiters = 0

    init(_ table: PatternTableView, _ direction: ByteHash.Direction, _ form: KeyForm, _ foldsCase: Bool) {
        self.table = table
        self.direction = direction
        self.form = form
        self.foldsCase = foldsCase
        slots = Array(repeating: KeySlot(), count: Self.capacity(table.entries.count))
    }

    /// A power of two that leaves a fifth free.
    private static func capacity(_ count: Int) -> Int {
        var capacity = 4
        while capacity * 4 < count * 5 { capacity *= 2 }
        return capacity
    }

    /// From the last entry to the first, so that of equal keys the first comes to lie in front.
    mutating func addAll(_ key: (ByteView) -> ByteView) {
        for number in stride(from: table.entries.count - 1, through: 0, by: -1) { add(number, key(table.key(number))) }
    }

    mutating func add(_ number: Int, _ key: ByteView) {
        let entry = UInt32(number + 1)
        guard !key.isEmpty else {
            link(entry, to: empty)
            empty = entry
            return
        }
        lengths.insert(UInt32(key.count))
        if form == .directory || form == .domain { countDelimiters(key) }
        var hash = ByteHash(key, direction, foldsCase: foldsCase, seed: seed)
        let value = hash.hash(upTo: key.count)
        let tag = UInt32(truncatingIfNeeded: value >> 32)
        var position = Int(truncatingIfNeeded: value) & (slots.count - 1)
        while slots[position].entry != 0 {
            if slots[position].tag == tag, isKey(key, of: Int(slots[position].entry) - 1) {
                link(entry, to: slots[position].entry)
                break
            }
            position = (position + 1) & (slots.count - 1)
        }
        slots[position] = KeySlot(tag: tag, entry: entry)
    }

    private mutating func link(_ entry: UInt32, to next: UInt32) {
        guard next != 0 else { return }
        if following.isEmpty { following = Array(repeating: 0, count: table.entries.count) }
        following[Int(entry) - 1] = next
    }

    private mutating func countDelimiters(_ key: ByteView) {
        var count = 0
        for byte in key.bytes where form.isDelimiter(byte) { count += 1 }
        mostDelimiters = max(mostDelimiters, count)
    }

    private func isKey(_ key: ByteView, of number: Int) -> Bool { form.isKey(key, of: table.key(number), foldsCase) }
}

extension KeyForm {
    /// Whether `key` is the key of a pattern's text.
    @inline(__always)
    func isKey(_ key: ByteView, of text: ByteView, _ foldsCase: Bool) -> Bool {
        switch self {
        case .verbatim: foldsCase ? key.equalsIgnoringCase(text) : key.equals(text)
        case .hexadecimal: HexadecimalText.stands(text, for: key)
        case .directory, .domain:
            foldsCase ? key.equalsIgnoringCase(trimmed(text)) : key.equals(trimmed(text))
        }
    }
}
