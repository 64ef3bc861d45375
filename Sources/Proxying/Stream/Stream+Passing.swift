import HTTP
import Memory

/// TCP mode: from the client's first moment on, bytes pass both ways.
extension Stream {
    func startPassing() {
        guard let backend = passingTarget else { return abort() }
        enter(backend)
        retriesLeft = backend.retries
        chooseServer()
    }

    private var passingTarget: BackendShare? {
        guard session.frontend.rules.switching != nil else { return session.frontend.defaultBackend }
        let evaluation = context.evaluation
        evaluation.turn(to: self, request: nil, response: nil)
        return session.frontend.target(evaluation)
    }

    /// No server connection is there yet.
    var waitsForConnection: Bool { !state.contains(.connected) }
    var isConnected: Bool { state.contains(.connected) }

    func beginPassing(_ endpoint: BackEndpoint) {
        endpoint.flush()
        front.pump()
        // The server may have spoken already.
        if back === endpoint { endpoint.pump() }
        if back === endpoint { endpoint.touched() }
    }

    /// Both directions have ended.
    func passed() {
        guard !state.contains(.finished) else { return }
        let front = front
        release()
        front.endExchange()
    }
}
