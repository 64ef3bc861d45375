import Memory

/// What a session counts in the tables where it is tracked.
extension Session {
    /// Begins to count in an entry, up to the end of the session.
    func track(_ number: Int, _ table: Unretained<StickTable>, _ key: ByteView) {
        let now = context.tableTime
        guard let place = table({ $0.hold(key, isRequest: false, now) }) else { return }
        let extras = self.extras ?? SessionExtras()
        self.extras = extras
        extras.tracked.append(TrackedEntry(number, table, place))
    }

    func countTracked(_ counter: StickData, _ rate: StickData) {
        guard let extras else { return }
        let now = context.tableTime
        for entry in extras.tracked { entry.count(counter, rate, now) }
    }

    /// A request that never became one.
    func countTrackedFailure(isError: Bool) {
        guard frontend.costs.contains(.tracking) else { return }
        countTracked(.requestCount, .requestRate)
        if isError { countTracked(.errorCount, .errorRate) }
    }

    /// Counts oddities of what the client sends: what is wrong and accepted, and what is refused (manual, 7.3.3 `fc_glitches`).
    func countGlitches(_ count: Int) {
        if extras == nil { extras = SessionExtras() }
        extras?.glitches += count
        for _ in 0..<count { countTracked(.glitchCount, .glitchRate) }
    }

    /// Lets go of what was tracked.
    func endTracking() {
        guard let extras, !extras.tracked.isEmpty else { return }
        let now = context.tableTime
        for entry in extras.tracked { entry.release(now) }
        extras.tracked = []
    }
}
