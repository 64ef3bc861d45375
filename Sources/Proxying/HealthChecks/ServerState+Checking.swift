import Memory

/// When the checks of a server are due (manual, 5.2 `inter`).
extension ServerState {
    /// From the beginning of a check that has ended to the next: `inter`, `fastinter` while the state changes, `downinter`
    /// while it is down for sure.
    public var checkInterval: Milliseconds {
        let check = settings.check
        guard let counter = checkRecord?.counter else { return check.interval }
        if counter.isTurning { return check.fastInterval ?? check.interval }
        return counter.value == 0 ? check.downInterval ?? check.interval : check.interval
    }

    /// Whether a check may begin: false while an operator has turned checks off or keeps the server in maintenance. Who runs
    /// the checks asks each time that one is due.
    public var mayCheck: Bool { checkRecord?.isEnabled == true && !conditions.isInMaintenance }

    /// The same for the agent, which is asked in maintenance, too: only an agent ends what an agent began.
    public var mayAskAgent: Bool { agentRecord?.isEnabled == true }
}
