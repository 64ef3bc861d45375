extension Stream {
    /// Ends the exchange from outside: with an error if the client has no response yet, without a word otherwise.
    func endWithError(_ status: UInt16, _ cause: Termination.Cause = .killed) {
        note(cause)
        guard session.mode == .http, !state.contains(.responded) else { return abort() }
        dropBack()
        front.closeAfterResponse()
        answer(status)
    }
}
