import Memory

/// What statistics and state files show of a check.
public struct CheckFigures: Sendable {
    public let rise: Int
    public let fall: Int
    /// From 0 to `rise + fall - 1`; up from `rise` on.
    public let health: Int
    public let status: CheckStatus
    public let verdict: CheckRecord.Verdict
    /// Nil where the status has none.
    public let code: Int?
    /// In milliseconds; nil where nothing was timed.
    public let duration: Int?
    /// What the last check said; empty for nothing.
    public let text: String
    public let isEnabled: Bool
    public let isRunning: Bool
    public let failures: UInt64
    public let downs: UInt64
    public let observedFailures: UInt64
    /// Up to the last time that the server came back.
    public let downtime: Milliseconds

    /// `2/3`: how far it is in the state that it has; nil when it is there.
    public var progress: String? {
        if health >= rise { return health == rise + fall - 1 ? nil : "\(health - rise + 1)/\(fall)" }
        return health == 0 ? nil : "\(health)/\(rise)"
    }
}

extension CheckRecord {
    public var figures: CheckFigures {
        let counter = counter
        return state.withLock { state in
            let history = state.history
            return CheckFigures(
                rise: counter.rise, fall: counter.fall, health: Int(state.health), status: state.status,
                verdict: state.verdict, code: state.status.hasCode ? Int(state.code) : nil,
                duration: state.duration < 0 ? nil : Int(state.duration), text: history.text,
                isEnabled: state.isEnabled, isRunning: state.isRunning, failures: history.failures,
                downs: history.downs, observedFailures: history.observedFailures, downtime: history.downtime)
        }
    }
}

extension ServerState {
    /// How long it was down, until now; zero without checks.
    public func downtime(at now: Milliseconds) -> Milliseconds {
        let past = checkRecord?.figures.downtime ?? .zero
        return operation == .stopped ? past + (now - lastChange) : past
    }
}
