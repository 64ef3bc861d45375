import Balancing
import HTTP
import Memory
import Transport

extension Stream {
    /// Picks a server and goes to it by an idle connection or a new one.
    func chooseServer(avoiding failed: Int? = nil) {
        guard let backend else { return answer(503) }
        switch backend.balancer.choose(hash: nil, avoiding: failed) {
        case .none, .full: answer(503)
        case .server(let index):
            guard let server = backend.server(at: index) else { return answer(503) }
            use(server, backend)
        }
    }

    private func use(_ server: ServerShare, _ backend: BackendShare) {
        self.server = server
        server.state.slot.acquire()
        state.insert(.usesSlot)
        if session.frontend.mode == .tcp { return connect(server, backend) }
        if let endpoint = session.privateConnection, endpoint.server === server {
            session.privateConnection = nil
            back = endpoint
            endpoint.begin(self)
            return sendRequest(endpoint)
        }
        if let endpoint = server.takeIdle(isFirst: session.streams <= 1, backend.reuse) {
            back = endpoint
            endpoint.begin(self)
            return sendRequest(endpoint)
        }
        connect(server, backend)
    }

    private func connect(_ server: ServerShare, _ backend: BackendShare) {
        switch server.connect(session.frontend.mode) {
        case .failure(let error): connectFailed(error.number)
        case .success(let endpoint):
            back = endpoint
            endpoint.begin(self)
            endpoint.connection.setDeadline(context.now + backend.timeouts.connect)
        }
    }

    func connected(_ endpoint: BackEndpoint) {
        state.insert(.connected)
        if let endpoint = endpoint as? H1Server { sendRequest(endpoint) } else { beginPassing(endpoint) }
    }

    /// No connection: another try at the same server, in the end at another one.
    func connectFailed(_ error: Int32) {
        back = nil
        guard let server, let backend else { return answer(503) }
        guard retriesLeft > 0 else {
            freeSlot()
            return answer(503)
        }
        retriesLeft -= 1
        server.counters.retries += 1
        connect(server, backend)
    }

    /// Writes the request's head and lets the body follow.
    private func sendRequest(_ endpoint: H1Server) {
        guard let message = request else { return abort() }
        let written = endpoint.send(message, summary: summary) { out in
            guard let backend else { return true }
            guard writeAddressHeaders(out, backend) else { return false }
            return !summary.isOld || out.append("connection: keep-alive\r\n")
        }
        guard written else {
            dropBack()
            return answer(400)
        }
        state.insert(.headSent)
        dropRequest()
        front.pump()
        endpoint.touched()
    }

    /// `option forwardfor`: the backend's settings win over the frontend's.
    private func writeAddressHeaders(_ out: Buffer, _ backend: BackendShare) -> Bool {
        guard let header = backend.forwardedFor ?? session.frontend.forwardedFor else { return true }
        for network in header.exceptions where network.contains(session.source) { return true }
        return out.append(header.name) && out.append(": ") && out.append(host: session.source) && out.append("\r\n")
    }
}
