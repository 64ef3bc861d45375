import Memory

/// Finds which patterns lie somewhere in a sample, in one pass over it. Each pattern is known by the four bytes in it that are
/// the rarest among all patterns (all its bytes if it has less); a sample's position asks for its own four bytes, and only
/// patterns that have them there are compared.
final class SubstringIndex: Sendable {
    private let heads: ConstantArray<UInt32>
    private let anchors: ConstantArray<SubstringAnchor>
    let view: SubstringIndexView

    init(_ table: PatternTableView, foldsCase: Bool) {
        let count = table.entries.count
        var buckets = 16
        while buckets < count * 2 { buckets *= 2 }
        var heads = [UInt32](repeating: 0, count: buckets)
        var anchors = [SubstringAnchor](repeating: SubstringAnchor(offset: 0, next: 0), count: count)
        let rarity = GramRarity(table, foldsCase: foldsCase)
        var sizes: UInt8 = 0
        var empty: UInt32 = 0
        // From the last to the first: each chain then has the first entry in front.
        for number in stride(from: count - 1, through: 0, by: -1) {
            let key = table.key(number)
            guard !key.isEmpty else {
                anchors[number].next = empty
                empty = UInt32(number + 1)
                continue
            }
            let size = min(key.count, SubstringIndexView.gramSize)
            sizes |= 1 << UInt8(size)
            let offset = rarity.rarest(key)
            let bucket = SubstringIndexView.bucket(key, at: offset, size, foldsCase, mask: buckets - 1)
            anchors[number] = SubstringAnchor(offset: UInt32(offset), next: heads[bucket])
            heads[bucket] = UInt32(number + 1)
        }
        self.heads = ConstantArray(heads)
        self.anchors = ConstantArray(anchors)
        view = SubstringIndexView(
            table: table, heads: self.heads.view, anchors: self.anchors.view, sizes: sizes, empty: empty,
            foldsCase: foldsCase)
    }

    var size: Int { heads.size + anchors.size }
}

/// Where in a pattern the bytes are by which it is known, and the next pattern in the same bucket, plus one.
struct SubstringAnchor: BitwiseCopyable, Sendable {
    var offset: UInt32
    var next: UInt32
}

/// How often four bytes occur in all patterns, counted by their hash.
private struct GramRarity {
    private var counts = [UInt32](repeating: 0, count: 1 << 16)
    private let foldsCase: Bool

    init(_ table: PatternTableView, foldsCase: Bool) {
        self.foldsCase = foldsCase
        for number in 0..<table.entries.count {
            let key = table.key(number)
            for offset in 0..<max(0, key.count - SubstringIndexView.gramSize + 1) { counts[bucket(key, offset)] += 1 }
        }
    }

    func rarest(_ key: ByteView) -> Int {
        var best = 0
        for offset in 0..<max(0, key.count - SubstringIndexView.gramSize + 1)
        where counts[bucket(key, offset)] < counts[bucket(key, best)] {
            best = offset
        }
        return best
    }

    private func bucket(_ key: ByteView, _ offset: Int) -> Int {
        SubstringIndexView.bucket(key, at: offset, SubstringIndexView.gramSize, foldsCase, mask: counts.count - 1)
    }
}

/// What a lookup sees of a `SubstringIndex`.
struct SubstringIndexView: BitwiseCopyable, Sendable {
    static let gramSize = 4

    let table: PatternTableView
    let heads: ArrayView<UInt32>
    let anchors: ArrayView<SubstringAnchor>
    /// A bit for each count of bytes by which patterns are known, 1 to 4.
    let sizes: UInt8
    let empty: UInt32
    let foldsCase: Bool

    @inline(__always)
    static func bucket(_ bytes: ByteView, at offset: Int, _ size: Int, _ foldsCase: Bool, mask: Int) -> Int {
        var word = bytes.word(at: offset, size)
        // Letters differ in this bit by their case, and a few other bytes with them: comparing tells.
        if foldsCase { word |= 0x2020_2020 }
        let product = (word | UInt64(truncatingIfNeeded: size) << 32) &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: product >> 40) & mask
    }

    /// The first entry that lies in the bytes: its position plus one.
    func entry(_ bytes: ByteView, _ removed: RemovedEntries) -> UInt32 {
        var best = empty
        while best != 0, removed.contains(Int(best) &- 1) { best = anchors.at(Int(best) &- 1)?.next ?? 0 }
        for size in 1...Self.gramSize where sizes >> UInt8(size) & 1 != 0 {
            var position = 0
            while position &+ size <= bytes.count {
                let bucket = Self.bucket(bytes, at: position, size, foldsCase, mask: heads.count &- 1)
                let head = heads.at(bucket) ?? 0
                if head != 0 { best = first(head, bytes, position, size, best, removed) }
                position &+= 1
            }
        }
        return best
    }

    /// Follows a chain, which is in order, up to the first pattern that lies here or to the best so far.
    private func first(
        _ head: UInt32, _ bytes: ByteView, _ position: Int, _ size: Int, _ best: UInt32, _ removed: RemovedEntries
    ) -> UInt32 {
        var entry = head
        while entry != 0, best == 0 || entry < best, let anchor = anchors.at(Int(entry) &- 1) {
            let key = table.key(Int(entry) &- 1)
            let start = position &- Int(anchor.offset)
            if start >= 0, start &+ key.count <= bytes.count, min(key.count, Self.gramSize) == size,
                isKey(key, bytes.slice(start, start &+ key.count)), !removed.contains(Int(entry) &- 1)
            {
                return entry
            }
            entry = anchor.next
        }
        return best
    }

    private func isKey(_ key: ByteView, _ bytes: ByteView) -> Bool {
        foldsCase ? key.equalsIgnoringCase(bytes) : key.equals(bytes)
    }
}
