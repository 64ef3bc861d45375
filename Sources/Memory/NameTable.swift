/// Numbers by name: what texts of requests are looked up in, without making anything of them.
public struct NameTable: Sendable {
    private struct Entry: Sendable {
        let name: ConstantBytes
        let number: Int
    }

    /// Open addressing: an entry's place, or -1.
    private var places: ContiguousArray<Int32>
    private var entries: ContiguousArray<Entry> = []

    /// Of several numbers for a name the first one counts.
    public init(_ names: some Collection<(name: [UInt8], number: Int)>) {
        var capacity = 4
        while capacity < 2 * names.count { capacity *= 2 }
        places = ContiguousArray(repeating: -1, count: capacity)
        for (name, number) in names { insert(ConstantBytes(name), number) }
    }

    private mutating func insert(_ name: ConstantBytes, _ number: Int) {
        guard let place = place(of: name.view), places[place] < 0 else { return }
        places[place] = Int32(truncatingIfNeeded: entries.count)
        entries.append(Entry(name: name, number: number))
    }

    /// The number of a name; nil without one.
    public func number(of name: ByteView) -> Int? {
        guard let place = place(of: name), places[place] >= 0 else { return nil }
        return entries[Int(places[place])].number
    }

    /// Where a name is, or could be put.
    private func place(of name: ByteView) -> Int? {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: ByteHash.hash(name, foldsCase: false, seed: ByteHash.seed)) & mask
        for _ in places.indices {
            let index = places[place]
            if index < 0 || entries[Int(index)].name.view.equals(name) { return place }
            place = (place + 1) & mask
        }
        return nil
    }
}
