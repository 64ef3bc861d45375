import HTTP
import Memory
import Samples

/// Clients go to the server that they were at before, as tables remember it (manual, 4.2 `stick on`).
extension Stream {
    /// The server that a table names for the stream; nil where nothing is known of it, or the server is down.
    func stickyServer(_ backend: BackendShare) -> ServerShare? {
        guard let sticking = Unretained(backend.sticking) else { return nil }
        let evaluation = context.evaluation
        turn(evaluation)
        return sticking { $0.server(evaluation) }.flatMap { backend.server(at: $0) }
    }

    /// A server is there for the request: it is remembered.
    func rememberServer() {
        guard request == nil, session.mode == .http else { return remember(turn) { $0.requestStores } }
        withReplayed { message in
            remember({ $0.turn(to: self, request: message, response: nil) }, { $0.requestStores })
        }
    }

    /// Reads the request that was kept for another try: the message has gone with the first one.
    private func withReplayed(_ body: (Message) -> Void) {
        guard target?.backend.sticking != nil, let replay, let copy = context.copy(replay) else { return }
        let message = context.takeMessage()
        message.arena = copy
        var parser = H1HeadParser(at: copy.start)
        if case .complete = parser.parseRequest(copy, into: message, limits: session.frontend.requestLimits) {
            body(message)
        }
        context.give(message)
        context.give(copy)
    }

    /// The server's answer is there: it is remembered by what that says.
    func rememberServer(by response: Message) {
        remember({ $0.turn(to: self, request: nil, response: response) }, { $0.responseStores })
    }

    /// The same for the first data of a server in TCP mode.
    func rememberServer(by endpoint: PassServer) {
        let turn: (StreamEvaluation) -> Void = { evaluation in
            evaluation.turn(to: self, request: nil, response: nil)
            evaluation.looksAtResponse = true
            evaluation.set(requestContent: nil, responseContent: endpoint.content)
        }
        remember(turn) { $0.responseStores }
    }

    @inline(__always)
    private func remember(
        _ turn: (StreamEvaluation) -> Void, _ stores: (StickShare) -> ContiguousArray<StickShare.Rule>
    ) {
        guard let server = Unretained(server), let sticking = server({ $0.sticking }) else { return }
        let evaluation = context.evaluation
        turn(evaluation)
        sticking { $0.store(stores($0), server { $0.index }, evaluation) }
    }
}
