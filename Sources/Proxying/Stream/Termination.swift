/// Why a stream ended and what it was doing then: the first two letters of the termination state (manual, 8.5).
struct Termination: Equatable {
    /// What ended it first, by its letter.
    enum Cause: UInt8 {
        /// It came to its natural end, or is not over.
        case none = 45
        case client = 67
        case clientTimeout = 99
        case server = 83
        case serverTimeout = 115
        /// A rule, a limit or a check of the proxy.
        case proxy = 80
        /// Answered inside the process.
        case local = 76
        /// Memory, descriptors or ports were used up.
        case resource = 82
        case killed = 75
        /// Its server has gone down, or one that is preferred has come back.
        case serverDown = 68
        case serverUp = 85
    }

    /// How far it had come, by its letter.
    enum Phase: UInt8 {
        case none = 45
        case request = 82
        case queue = 81
        case connecting = 67
        case head = 72
        case data = 68
        /// The server had finished, the client had not.
        case last = 76
        case tarpit = 84
    }

    var cause = Cause.none
    var phase = Phase.none
}

extension Stream {
    /// Remembers why the stream ends, and where it stands; what came first is kept.
    ///
    /// - Parameter phase: nil for what the stream's own state says.
    func note(_ cause: Termination.Cause, at phase: Termination.Phase? = nil) {
        guard termination.cause == .none else { return }
        termination = Termination(cause: cause, phase: phase ?? self.phase)
    }

    /// Bytes pass as they are, in both directions.
    var isPassing: Bool { session.mode == .tcp || state.contains(.tunnel) }

    /// Where the stream stands.
    private var phase: Termination.Phase {
        if termination.phase == .tarpit { return .tarpit }
        if state.contains(.responded) { return state.contains(.responseEnded) ? .last : .data }
        if response != nil { return .head }
        if state.contains(.connected) { return session.mode == .tcp ? .data : .head }
        if waiting != nil { return .queue }
        return server == nil ? .request : .connecting
    }
}
