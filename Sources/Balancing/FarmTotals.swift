import Synchronization

/// What the slots of a farm add up to, kept with every change: asking costs nothing, whatever the number of servers.
final class FarmTotals: Sendable {
    private let usable = Atomic<Int>(0)
    private let active = Atomic<Int>(0)
    private let backup = Atomic<Int>(0)
    private let activeWeight = Atomic<Int>(0)
    private let backupWeight = Atomic<Int>(0)

    /// What one slot adds: its effective weight, or less than nothing while it is not usable.
    typealias Part = Int32
    static let unusable: Part = -1

    /// A slot adds something else than before.
    func replace(_ old: Part, by new: Part, isBackup: Bool) {
        usable.add((new >= 0 ? 1 : 0) - (old >= 0 ? 1 : 0), ordering: .relaxed)
        let count = (new > 0 ? 1 : 0) - (old > 0 ? 1 : 0)
        let weight = Int(max(new, 0)) - Int(max(old, 0))
        if isBackup {
            backup.add(count, ordering: .relaxed)
            backupWeight.add(weight, ordering: .relaxed)
        } else {
            active.add(count, ordering: .relaxed)
            activeWeight.add(weight, ordering: .relaxed)
        }
    }

    /// Some slot is usable, whatever its weight.
    var hasUsable: Bool { usable.load(ordering: .relaxed) > 0 }

    var current: ServerSet.Totals {
        ServerSet.Totals(
            usableActive: active.load(ordering: .relaxed), usableBackup: backup.load(ordering: .relaxed),
            activeWeight: activeWeight.load(ordering: .relaxed), backupWeight: backupWeight.load(ordering: .relaxed))
    }
}

extension ServerSet {
    /// What the farm's usable servers add up to now.
    public var currentTotals: Totals { farm.totals.current }

    /// Balancing has a server to choose.
    public var hasCandidates: Bool {
        let totals = currentTotals
        return totals.usableActive + totals.usableBackup > 0
    }

    /// Balancing has a server to choose besides one of the set.
    public func hasAlternative(to slot: ServerSlot) -> Bool {
        let totals = currentTotals
        guard totals.usableActive == 0 else {
            let isCandidate = !slot.isBackup && slot.isUsable && slot.effectiveWeight > 0
            return totals.usableActive > (isCandidate ? 1 : 0)
        }
        // Without `option allbackups` the first backup server that works is the only one.
        guard slot.isBackup, slot.isUsable, slot.effectiveWeight > 0 else { return totals.usableBackup > 0 }
        return usesAllBackups && totals.usableBackup > 1
    }

    /// There is no server, or one that takes traffic.
    public var hasUsable: Bool { slots.isEmpty || farm.totals.hasUsable }
}
