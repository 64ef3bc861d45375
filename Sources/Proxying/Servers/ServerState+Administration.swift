import Balancing
import EventLoop
import Memory
import Synchronization
import Transport

/// What operators change while the process runs.
extension ServerState {
    public enum Administration: Sendable { case ready, drain, maintenance }

    /// `set server … state`
    public func administer(_ wish: Administration) {
        if wish != .maintenance { recover() }
        update { conditions in
            switch wish {
            case .ready: conditions.subtract([.forcedMaintenance, .forcedDrain])
            case .drain:
                conditions.remove(.forcedMaintenance)
                conditions.insert(.forcedDrain)
            case .maintenance:
                conditions.remove(.forcedDrain)
                conditions.insert(.forcedMaintenance)
            }
        }
    }

    /// `enable server`: a server that is drained stays so.
    public func leaveMaintenance() {
        recover()
        update { $0.remove(.forcedMaintenance) }
    }

    /// A server without checks works when it comes out of maintenance, whatever was said of it before.
    private func recover() {
        guard conditions.contains(.forcedMaintenance) else { return }
        healthStore.store(ServerHealth.running.rawValue, ordering: .relaxed)
    }

    /// `set server … health`: as a check would.
    public func force(_ health: ServerHealth) {
        guard healthStore.exchange(health.rawValue, ordering: .relaxed) != health.rawValue else { return }
        settle()
    }

    public var conditions: ServerConditions { ServerConditions(rawValue: conditionStore.load(ordering: .relaxed)) }

    /// What checks or an operator say of it; a server without checks works.
    public var health: ServerHealth { ServerHealth(rawValue: healthStore.load(ordering: .relaxed)) ?? .running }

    /// Whether it works and may: what the state file calls the operational state.
    public var operation: ServerHealth { conditions.isInMaintenance ? .stopped : health }

    /// When it last went up or down, on the monotonic clock.
    public var lastChange: Milliseconds { Milliseconds(changeStore.load(ordering: .relaxed)) }

    /// `set server … addr`
    public func move(to address: SocketAddress) {
        self.address = address
        availability.observer?.cookies?.addressChanged()
        if conditions.contains(.unresolved) { update { $0.remove(.unresolved) } }
    }

    private func update(_ change: (inout ServerConditions) -> Void) {
        var old = conditionStore.load(ordering: .relaxed)
        while true {
            var conditions = ServerConditions(rawValue: old)
            change(&conditions)
            if conditions.rawValue == old { return }
            let (done, original) = conditionStore.compareExchange(
                expected: old, desired: conditions.rawValue, ordering: .acquiringAndReleasing)
            if done { break }
            old = original
        }
        settle()
    }

    /// Lets those who wait for a server know that it takes them, or that it does not.
    private func moveQueue() {
        guard let backend = availability.observer else { return }
        let moved = slot.isUsable ? backend.serveQueue(with: self) : backend.emptyQueue(of: self)
        requeuedStore.store(moved, ordering: .relaxed)
    }

    /// How many streams the last change of its state has taken out of a queue.
    var requeued: Int { requeuedStore.load(ordering: .relaxed) }

    private func settle() {
        let conditions = conditions
        slot.isUsable =
            !conditions.isInMaintenance && !conditions.isDraining && (health == .running || health == .starting)
        changeStore.store(Clock.monotonic().rawValue, ordering: .relaxed)
        availability.update()
        moveQueue()
    }
}
