import Balancing
import EventLoop
import Memory
import Synchronization
import Transport

/// What operators, checks and tracked servers change while the process runs. Made on the first loop, by way of
/// `LoopContext.change`, so that the log tells it and what hangs on it follows.
extension ServerState {
    public enum Administration: Sendable { case ready, drain, maintenance }

    /// `set server … state`
    public func administer(_ wish: Administration) {
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
    public func leaveMaintenance() { update { $0.remove(.forcedMaintenance) } }

    /// `set server … health`: as checks would say it, which go on from there.
    public func force(_ health: ServerHealth) {
        checkRecord?.reset { $0.value = health == .stopped ? 0 : $0.top }
        become(health)
    }

    /// `set server … agent`
    public func forceAgent(isUp: Bool) {
        agentRecord?.reset { $0.value = isUp ? $0.top : 0 }
        become(isUp ? .running : .stopped)
    }

    /// Checks, an agent or an operator say that it works, or does not. With `slowstart`, one that was down warms up first.
    func become(_ wish: ServerHealth) {
        var wish = wish
        if wish == .running, health != .running, settings.health.slowStart != .zero { wish = .starting }
        if wish == .starting, health == .starting { return }
        transition { healthStore.exchange(wish.rawValue, ordering: .relaxed) != wish.rawValue }
    }

    /// It is warm.
    func finishStarting() {
        guard health == .starting else { return }
        transition {
            healthStore.store(ServerHealth.running.rawValue, ordering: .relaxed)
            return true
        }
    }

    /// Takes over the state of the server that it tracks.
    func follow(_ leader: ServerState) {
        let theirs = leader.conditions
        update { own in
            own.set(.inheritedMaintenance, theirs.isInMaintenance)
            own.set(.inheritedDrain, theirs.isDraining)
        }
        become(leader.health == .starting ? .running : leader.health)
    }

    public var conditions: ServerConditions { ServerConditions(rawValue: conditionStore.load(ordering: .relaxed)) }

    /// What checks or an operator say of it; a server without checks works.
    public var health: ServerHealth { ServerHealth(rawValue: healthStore.load(ordering: .relaxed)) ?? .running }

    /// Whether it works and may: what the state file calls the operational state.
    public var operation: ServerHealth { conditions.isInMaintenance ? .stopped : health }

    /// When it last went up or down, on the monotonic clock.
    public var lastChange: Milliseconds { Milliseconds(changeStore.load(ordering: .relaxed)) }

    /// Gives it another address, with which it can work if it lacked one.
    func move(to address: SocketAddress) {
        self.address = address
        availability.observer?.cookies?.addressChanged()
        if conditions.contains(.unresolved) { update { $0.remove(.unresolved) } }
    }

    /// Its name has no address any more. The port stays.
    func loseAddress() {
        address = SocketAddress(port: address.port)
        update { $0.insert(.unresolved) }
    }

    /// Gives it another name; nil takes it away.
    func rename(_ name: String?) {
        hostName = name
        // That is no change of what it can do.
        conditionStore.bitwiseOr(ServerConditions.renamed.rawValue, ordering: .relaxed)
    }

    private func update(_ change: (inout ServerConditions) -> Void) {
        let wasInMaintenance = conditions.isInMaintenance
        transition {
            var old = conditionStore.load(ordering: .relaxed)
            while true {
                var conditions = ServerConditions(rawValue: old)
                change(&conditions)
                if conditions.rawValue == old { return false }
                let (done, original) = conditionStore.compareExchange(
                    expected: old, desired: conditions.rawValue, ordering: .acquiringAndReleasing)
                if done { break }
                old = original
            }
            if wasInMaintenance != conditions.isInMaintenance { passMaintenance(isOver: wasInMaintenance) }
            return true
        }
    }

    /// What checks said before maintenance counts no more when it is over.
    private func passMaintenance(isOver: Bool) {
        guard isOver else {
            checkRecord?.reset { $0.value = 0 }
            return
        }
        let initial = settings.health.initialState
        checkRecord?.reset { $0.start(initial) }
        let mayWork = agentRecord.map { !$0.isEnabled || $0.counter.isUp } ?? true
        let works: ServerHealth = settings.health.slowStart == .zero ? .running : .starting
        healthStore.store((initial.isUp && mayWork ? works : .stopped).rawValue, ordering: .relaxed)
    }

    /// Runs a change; when it was one, balancers, times and counts follow.
    private func transition(_ change: () -> Bool) {
        let wasStopped = operation == .stopped
        let since = lastChange
        guard change() else { return }
        let isStopped = operation == .stopped
        let now = Clock.monotonic()
        if isStopped, !wasStopped { checkRecord?.noteDown() }
        if wasStopped, !isStopped { checkRecord?.noteDowntime(now - since) }
        if isStopped, wasStopped { checkRecord?.noteDowntime(now - since) }
        changeStore.store(now.rawValue, ordering: .relaxed)
        let health = health
        slot.ramp = health == .starting ? ServerState.leastRamp : 100
        let conditions = conditions
        slot.isUsable =
            !conditions.isInMaintenance && !conditions.isDraining && (health == .running || health == .starting)
        availability.update()
    }

    /// What a server begins to warm up with, in percent.
    static let leastRamp = 5
}

extension ServerConditions {
    fileprivate mutating func set(_ member: ServerConditions, _ isSet: Bool) {
        if isSet { insert(member) } else { remove(member) }
    }
}
