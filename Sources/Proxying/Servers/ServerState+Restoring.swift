import EventLoop
import Memory
import Transport

/// What was true of a server when its state was saved, and is true again (manual, 4.2 `load-server-state-from-file`).
extension ServerState {
    /// Before anything uses the server. Its address was found already.
    func restore(_ saved: SavedServer) {
        // Where the configuration says another weight than before, that counts.
        if saved.initialWeight == slot.configuredWeight { slot.weight = saved.weight }
        if saved.port > 0, address.family != .unix, portOffset == nil { address.port = saved.port }
        if let name = saved.hostName, settings.isService || saved.conditions.contains(.renamed) { rename(name) }
        if saved.operation == .stopped, checkRecord != nil, !saved.conditions.isInMaintenance { force(.stopped) }
        restoreMaintenance(saved.conditions)
        if saved.conditions.contains(.forcedDrain) { administer(.drain) }
        changeStore.store((Clock.monotonic() - saved.sinceChange).rawValue, ordering: .relaxed)
    }

    /// Maintenance that the configuration wanted is over when it says so no more, or when an operator had ended it.
    private func restoreMaintenance(_ saved: ServerConditions) {
        let wasConfigured = saved.contains(.configuredMaintenance)
        if saved.contains(.forcedMaintenance) {
            if !wasConfigured { administer(.maintenance) }
        } else if wasConfigured {
            leaveMaintenance()
        }
    }
}
