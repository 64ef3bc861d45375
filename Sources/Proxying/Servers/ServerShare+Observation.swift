/// What streams tell of a server's health (`observe`, manual, 5.2). Callers look at `observed` first, so that others pay
/// nothing for it.
extension ServerShare {
    /// Something that went wrong, in the words of the log.
    enum ObservedError: String {
        case connection = "L4 unsuccessful connection"
        case status = "Wrong http response"
        case malformed = "Invalid http response (headers)"
        case closed = "Close from server (http)"
        case timeout = "Read timeout (http)"
    }

    /// A stream went as it should, as far as the layer that is observed can tell.
    func noteSuccess() { state.checkRecord?.noteSuccess() }

    /// A response has come: some statuses are the server's failures.
    func noteStatus(_ status: UInt16) {
        switch status {
        case 100..<500, 501, 505: noteSuccess()
        default: noteError(.status)
        }
    }

    func noteError(_ error: ObservedError) {
        guard let record = state.checkRecord, record.isEnabled else { return }
        let limit = state.settings.health.errorLimit
        guard record.noteError(limit: limit) else { return }
        let text = "Detected \(limit) consecutive errors, last one was: \(error.rawValue)"
        let (server, proxy) = (state, backend.proxy)
        // By message, on the first loop, too: what follows may end the very stream that has seen the error.
        context.peers.first?.send(.run { $0.noteErrors(text, of: server, in: proxy) })
    }
}

extension LoopContext {
    /// Too many streams of a server failed in a row (`on-error`).
    fileprivate func noteErrors(_ text: String, of server: ServerState, in proxy: Proxy) {
        guard let record = server.checkRecord, !server.conditions.isInMaintenance else { return }
        let reaction = server.settings.health.onError
        let step = record.noteObserved(text, reaction)
        if reaction != .fastInterval { apply(step, "Health", to: server, in: proxy) }
        onEveryLoop { $0.hurryCheck?(server) }
    }
}
