/// What choosing needs to know of a set at one version of its servers: made once, read by all loops.
struct BalanceTable: Sendable {
    /// Which parts an algorithm wants.
    enum Kind: Sendable {
        /// The candidates alone.
        case candidates

        /// And, in a large farm, the groups of their loads.
        case loads

        /// And the order of turns by the weights of the moment.
        case turns

        /// And the map by the configured weights.
        case map

        /// And the nodes of consistent hashing; turns for streams without a hash.
        case ring
    }

    let kind: Kind
    let version: UInt64

    /// Usable active servers, else usable backups; in the order of the set.
    private(set) var candidates: [Candidate] = []

    /// Positions in `candidates`, in turn.
    private(set) var places: [Int32] = []

    private(set) var ring = HashRing()
    private(set) var groups = CandidateGroups()

    let totals: ServerSet.Totals

    /// The candidates' weights added up, in sixteenths.
    private(set) var totalWeight = 0

    init(_ kind: Kind, of set: ServerSet, version: UInt64) {
        self.kind = kind
        self.version = version
        totals = set.totals()
        gather(set, backups: false)
        if candidates.isEmpty { gather(set, backups: true) }
        switch kind {
        case .candidates: break
        case .loads:
            // Bounds of groups hold while limits do.
            let hasRamps = candidates.contains { set.slots[$0.index].hasRamp }
            if !hasRamps { groups = CandidateGroups(candidates.map { set.slots[$0.index].group }) }
        case .turns: places = TurnSchedule.places(weights: candidates.map(\.weight))
        case .map: places = SlotMap.places(weights: candidates.map(\.weight))
        case .ring:
            places = TurnSchedule.places(weights: candidates.map(\.weight))
            ring = HashRing(
                candidates.map { HashRing.Member(key: set.slots[$0.index].hashKey, nodes: $0.weight) })
        }
    }

    private mutating func gather(_ set: ServerSet, backups: Bool) {
        for index in set.slots.indices {
            let slot = set.slots[index]
            var weight = slot.effectiveWeight
            if slot.isBackup != backups || !slot.isUsable || weight == 0 { continue }
            // A static algorithm hears of a server's coming and going, not of its weight.
            if kind == .map { weight = max(slot.configuredWeight, 1) * ServerSlot.weightScale }
            candidates.append(Candidate(slot: slot, index: index, weight: weight, weightBefore: totalWeight))
            totalWeight += weight
            if backups && !set.usesAllBackups { return }
        }
    }
}
