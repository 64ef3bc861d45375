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
            guard index < backend.servers.count else { return answer(503) }
            use(backend.servers[index], backend)
        }
    }

    private func use(_ server: ServerShare, _ backend: BackendShare) {
        self.server = server
        server.state.slot.acquire()
        state.insert(.usesSlot)
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
        switch server.connect() {
        case .failure(let error): connectFailed(error.number)
        case .success(let endpoint):
            back = endpoint
            endpoint.begin(self)
            endpoint.connection.setDeadline(context.now + backend.timeouts.connect)
        }
    }

    func connected(_ endpoint: H1Server) { sendRequest(endpoint) }

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
            if session.frontend.forwardFor || backend.forwardFor {
                guard out.append("x-forwarded-for: "), out.append(host: session.source), out.append("\r\n") else { return false }
            }
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
}
