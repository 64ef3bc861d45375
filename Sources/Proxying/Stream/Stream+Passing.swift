import HTTP
import Memory

/// TCP mode: from the client's first moment on, bytes pass both ways.
extension Stream {
    func startPassing() {
        guard let backend = session.frontend.defaultBackend else { return abort() }
        enter(backend)
        retriesLeft = backend.retries
        chooseServer()
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
