import Memory

/// Addresses and networks of both families, with the rules by which one family matches the other (manual, 7.1.6).
final class AddressIndex: Sendable {
    private let ipv4: NetworkIndex<UInt32>
    private let ipv6: NetworkIndex<UInt128>
    private let masked: ConstantArray<MaskedAddress>
    private let parents: ConstantArray<UInt32>
    private let lengths: ConstantArray<UInt8>
    let view: AddressIndexView

    init(_ table: PatternTableView, resolvesNames: Bool) throws(PatternProblems) {
        var networks4: [NetworkIndex<UInt32>.Network] = []
        var networks6: [NetworkIndex<UInt128>.Network] = []
        var masks: [MaskedAddress] = []
        var lengths = [UInt8](repeating: 0, count: table.entries.count)
        var problems = PatternProblems()
        for number in 0..<table.entries.count {
            do throws(PatternFailure) {
                switch try AddressNetwork.parse(table.key(number), resolvesNames: resolvesNames) {
                case .ipv4(let first, let last, let length):
                    networks4.append(.init(first: first, last: last, length: length, number: number))
                    lengths[number] = length
                case .ipv6(let first, let last, let length):
                    networks6.append(.init(first: first, last: last, length: length, number: number))
                    lengths[number] = length
                case .masked(let address, let mask):
                    masks.append(MaskedAddress(address: address, mask: mask, entry: UInt32(number + 1)))
                }
            } catch {
                problems.add(number, error)
            }
        }
        guard problems.isEmpty else { throw problems }
        var parents = [UInt32](repeating: 0, count: table.entries.count)
        ipv4 = NetworkIndex(networks4, parents: &parents)
        ipv6 = NetworkIndex(networks6, parents: &parents)
        masked = ConstantArray(masks)
        self.parents = ConstantArray(parents)
        self.lengths = ConstantArray(lengths)
        view = AddressIndexView(
            ipv4: ipv4.view, ipv6: ipv6.view, masked: masked.view, parents: self.parents.view,
            lengths: self.lengths.view)
    }

    var size: Int { ipv4.size + ipv6.size + masked.size + parents.size + lengths.size }
}

/// An IPv4 pattern whose mask has zeros between its ones. There are few, and they are looked at one after the other.
struct MaskedAddress: BitwiseCopyable, Sendable {
    let address: UInt32
    let mask: UInt32
    let entry: UInt32
}

/// What a lookup sees of an `AddressIndex`.
struct AddressIndexView: BitwiseCopyable, Sendable {
    let ipv4: NetworkIndexView<UInt32>
    let ipv6: NetworkIndexView<UInt128>
    let masked: ArrayView<MaskedAddress>
    let parents: ArrayView<UInt32>
    let lengths: ArrayView<UInt8>

    /// An entry, and how good it is: first the stage that found it, then the length of its network; less is better.
    struct Found {
        var entry: UInt32
        var rank: UInt64
    }

    /// The sample's own family comes first, then the other one, then masks that are no prefixes.
    func find(_ sample: Sample, _ removed: RemovedEntries) -> Found? {
        switch sample {
        case .ipv4(let address):
            return find(ipv4, address, stage: 0, removed)
                ?? find(ipv6, 0xFFFF << 32 | UInt128(address), stage: 1, removed) ?? find(masked: address, removed)
        case .ipv6(let high, let low):
            let address = UInt128(high) << 64 | UInt128(low)
            if let found = find(ipv6, address, stage: 0, removed) { return found }
            guard let inner = Self.embedded(high, low) else { return nil }
            return find(ipv4, inner, stage: 1, removed) ?? find(masked: inner, removed)
        default: return nil
        }
    }

    /// The IPv4 address in `::ffff:a`, `::a` and `2002:a::`.
    static func embedded(_ high: UInt64, _ low: UInt64) -> UInt32? {
        if high == 0, low >> 32 == 0xFFFF || low >> 32 == 0 { return UInt32(truncatingIfNeeded: low) }
        return high >> 48 == 0x2002 ? UInt32(truncatingIfNeeded: high >> 16) : nil
    }

    private func find<Value>(
        _ networks: NetworkIndexView<Value>, _ address: Value, stage: UInt64, _ removed: RemovedEntries
    ) -> Found? {
        var entry = networks.winner(address)
        while entry != 0, removed.contains(Int(entry) &- 1) { entry = parents.at(Int(entry) &- 1) ?? 0 }
        guard entry != 0, let length = lengths.at(Int(entry) &- 1) else { return nil }
        return Found(entry: entry, rank: stage << 8 | UInt64(128 &- length))
    }

    private func find(masked address: UInt32, _ removed: RemovedEntries) -> Found? {
        var position = 0
        while let pattern = masked.at(position) {
            position &+= 1
            if address & pattern.mask == pattern.address, !removed.contains(Int(pattern.entry) &- 1) {
                return Found(entry: pattern.entry, rank: 2 << 8)
            }
        }
        return nil
    }
}
