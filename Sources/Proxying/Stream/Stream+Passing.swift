import HTTP
import Memory

/// TCP mode: from the client's first moment on, bytes pass both ways.
extension Stream {
    func startPassing() {
        tellBeginning()
        guard !session.frontend.rules.concernPassing else { return proceedPassing() }
        guard let backend = session.frontend.defaultBackend else { return abort() }
        if backend.mode == .http { return upgrade(to: backend) }
        enter(backend)
        if backend.rules.tcpContent != nil, backend.proxy !== session.frontend.proxy {
            cursor.advance(to: .backendContent)
            return proceedPassing()
        }
        connectPassing(backend)
    }

    func connectPassing(_ backend: BackendShare) {
        retriesLeft = backend.retries
        if backend.looksForClients { lookForClientsServer(nil, backend) }
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
