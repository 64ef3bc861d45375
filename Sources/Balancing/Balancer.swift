/// Where a stream goes.
public enum Choice: Sendable, Equatable {
    /// To the server at this index of the set.
    case server(Int)

    /// There are usable servers, all at their limit: the stream waits in the backend's queue.
    case full

    /// No server is usable: 503.
    case none
}

/// Chooses servers for one loop in one backend. Algorithms are its subclasses.
///
/// It is confined to its loop and owns tables that it derives from the set; it rebuilds them when the set's version
/// moved. Choosing takes no lock and allocates nothing otherwise.
public class Balancer {
    public let set: ServerSet

    /// The servers that take part now: usable active ones, else usable backups; the order is the set's.
    private(set) final var candidates: [Candidate] = []

    /// As they were at the last choice.
    public private(set) final var totals = ServerSet.Totals()

    private final var seenVersion: UInt64 = 0

    init(_ set: ServerSet) {
        self.set = set
        refresh()
    }

    /// Weight changes at run time count only as zero or not zero (`static-rr`, map-based hashing).
    class var keepsConfiguredWeights: Bool { false }

    /// - Parameter hash: of the stream's key, for the algorithms that hash; nil when the stream has no such key.
    /// - Parameter avoiding: the server that just failed; it is chosen again only when no other can be.
    public final func choose(hash: UInt32? = nil, avoiding: Int? = nil) -> Choice {
        if set.version != seenVersion { refresh() }
        if candidates.isEmpty { return .none }
        return pick(hash: hash, avoiding: avoiding ?? -1)
    }

    /// Only called when there are candidates; `avoided` is an index of the set or -1.
    func pick(hash: UInt32?, avoiding avoided: Int) -> Choice { .none }

    /// `candidates` have changed.
    func rebuild() {}

    private final func refresh() {
        seenVersion = set.version
        totals = set.totals()
        candidates.removeAll(keepingCapacity: true)
        gather(backups: false)
        if candidates.isEmpty { gather(backups: true) }
        rebuild()
    }

    private final func gather(backups: Bool) {
        for index in set.slots.indices {
            let slot = set.slots[index]
            var weight = slot.effectiveWeight
            if slot.isBackup != backups || !slot.isUsable || weight == 0 { continue }
            if Self.keepsConfiguredWeights { weight = max(slot.configuredWeight, 1) * ServerSlot.weightScale }
            candidates.append(Candidate(slot: slot, index: index, weight: weight))
            if backups && !set.usesAllBackups { return }
        }
    }
}
