import Synchronization

/// The servers of one backend, in the order of the configuration, which is fixed for the life of the object.
///
/// Adding a server, or a new generation that changes the farm, makes a new set of the slots that stay and the new ones.
/// All loops share the set; each has its own `Balancer` over it.
public final class ServerSet: Sendable {
    public let slots: [ServerSlot]

    /// `option allbackups`.
    public let usesAllBackups: Bool

    let farm: FarmVersion
    private let table = Mutex<BalanceTable?>(nil)

    /// The turn of round robin: one for all loops, so that the order is strict in the whole process.
    let turn: Atomic<UInt64>

    /// Where `leastconn` begins to look.
    let searchStart: Atomic<Int>

    public init(slots: [ServerSlot], farm: FarmVersion, usesAllBackups: Bool = false, continuing old: ServerSet? = nil)
    {
        self.slots = slots
        self.farm = farm
        self.usesAllBackups = usesAllBackups
        turn = Atomic(old?.turn.load(ordering: .relaxed) ?? 0)
        searchStart = Atomic(old?.searchStart.load(ordering: .relaxed) ?? 0)
        farm.closeGroup()
    }

    /// Moves whenever a weight, a key or the state of a server did.
    @inline(__always) public var version: UInt64 { farm.current }
}

// MARK: Tables

extension ServerSet {
    /// The table for the servers as they are now. The first loop that asks after a change makes it, under a lock that
    /// is taken at no other time; the others get the same, so that positions in it mean the same to all.
    func table(_ kind: BalanceTable.Kind) -> BalanceTable {
        table.withLock { table in
            let version = farm.current
            if let table, table.version == version, table.kind == kind { return table }
            let new = BalanceTable(kind, of: self, version: version)
            table = new
            return new
        }
    }
}

// MARK: Counting

extension ServerSet {
    /// How many servers take part, and their weights in sixteenths.
    public struct Totals: Sendable, Equatable {
        public var usableActive = 0
        public var usableBackup = 0
        public var activeWeight = 0
        public var backupWeight = 0
    }

    /// Walks all servers: for statistics and `nbsrv`-like fetches take the copy that a balancer keeps.
    public func totals() -> Totals {
        var totals = Totals()
        for slot in slots where slot.isUsable {
            let weight = slot.effectiveWeight
            if weight == 0 { continue }
            if slot.isBackup {
                totals.usableBackup += 1
                totals.backupWeight += weight
            } else {
                totals.usableActive += 1
                totals.activeWeight += weight
            }
        }
        return totals
    }

    /// The servers that balancing chooses from now: backup ones when no other is left, the first of them or all.
    public var inUse: [ServerSlot] {
        let usable = slots.filter { $0.isUsable && $0.effectiveWeight > 0 }
        let active = usable.filter { !$0.isBackup }
        if !active.isEmpty { return active }
        return usesAllBackups ? usable : Array(usable.prefix(1))
    }
}
