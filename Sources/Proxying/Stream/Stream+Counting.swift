import Memory

/// What a stream counts for its frontend, its backend and its server.
extension Stream {
    /// The stream is the backend's from now on.
    func enter(_ backend: BackendShare) {
        self.backend = backend
        if let adjustments, backend.proxy !== session.frontend.proxy { adjustments.leaveBackend() }
        backend.streamBegan(context.now)
        if session.mode == .http { backend.counters.requests &+= 1 }
    }

    /// The stream is the backend's no more, which stays known to what looks back.
    func leaveBackend() {
        if let backend = Unretained(backend) { backend { $0.streamEnded() } }
    }

    /// An answer that was made here goes to the client.
    func countResponse(_ status: UInt16) {
        session.frontend.counters.responses.count(status)
        backend?.counters.responses.count(status)
    }

    /// A server's response goes to the client. The server's own counters have it as it came.
    func countResponse(_ status: UInt16, of backend: BackendShare, to session: Session) {
        session.frontend.counters.responses.count(status)
        backend.counters.responses.count(status)
    }

    /// A rule has refused what a peer sent.
    func countDenial(ofResponse isResponse: Bool) {
        if isResponse {
            session.frontend.counters.deniedResponses &+= 1
            backend?.counters.deniedResponses &+= 1
            server?.counters.deniedResponses &+= 1
        } else {
            session.frontend.counters.deniedRequests &+= 1
            backend?.counters.deniedRequests &+= 1
        }
    }

    /// What the server did for the stream is over: how long each part of it took.
    func countTimes(_ server: ServerShare) {
        let isPassing = session.mode == .tcp
        guard state.contains(.connected), isPassing || timing.answered != .zero else { return }
        let now = context.now
        let answered = isPassing ? timing.connected : timing.answered
        server.counters.times.queue.add((timing.assigned - timing.began).rawValue)
        server.counters.times.connect.add((timing.connected - timing.assigned).rawValue)
        server.counters.times.response.add((answered - timing.connected).rawValue)
        server.counters.times.total.add((now - timing.began).rawValue)
    }

    func countFailure(_ failure: ServerFailure) {
        guard let server else { return }
        server.counters.responseErrors &+= 1
        if failure == .truncated, state.contains(.responded) { server.counters.serverAborts &+= 1 }
    }

    func countClientAbort() {
        guard let backend else { return }
        backend.counters.clientAborts &+= 1
        server?.counters.clientAborts &+= 1
    }
}
