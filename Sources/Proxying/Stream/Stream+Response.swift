import HTTP
import Memory

/// How a server failed its stream.
enum ServerFailure {
    /// Closed or reset before the first byte of a response.
    case closed
    /// Ended in the middle of a response.
    case truncated
    /// Sent something that is no response.
    case malformed
}

extension Stream {
    /// Decides how the response's body ends, given the request (RFC 9112, 6.3).
    func frame(_ response: Message) {
        if response.status == 101 {
            response.framing = agreesToUpgrade(response) ? .tunnel : .none
        } else if summary.sentMethod == .connect, response.status >= 200, response.status < 300 {
            response.framing = .tunnel
        } else if response.status == 204 {
            response.framing = .none
            response.headers.remove(.contentLength)
            response.headers.remove(.transferEncoding)
        } else if summary.sentMethod == .head || response.status == 304 {
            response.framing = .none
        }
    }

    /// Whether a 101 changes the protocol: the client has asked for it, `Connection` names it, and a WebSocket comes with the proof
    /// that the server has read the key (RFC 9110, 7.8; RFC 6455, 4.2.2).
    private func agreesToUpgrade(_ response: Message) -> Bool {
        guard summary.wantsUpgrade else { return false }
        if backend?.responseLimits.isRelaxed == true { return true }
        guard response.flags.contains(.connectionUpgrade) else { return false }
        return !response.flags.contains(.webSocket) || response.headers.first(.secWebSocketAccept) != nil
    }

    /// Passes a response's head to the client.
    func respond(_ response: Message, from endpoint: H1Server) {
        if response.status == 101, response.framing != .tunnel {
            context.give(response)
            return serverFailed(.malformed)
        }
        if response.status >= 200 || response.status == 101 {
            countTracked(status: response.status)
            rememberServer(by: response)
            serverStatus = response.status
            summary.isOldResponse = response.minorVersion == 0
            if endpoint.server.observed == .layer7 { endpoint.server.noteStatus(response.status) }
        }
        if replay != nil, let cause = RetryCauses(status: response.status), retries(on: cause) {
            return context.give(response)
        }
        endpoint.server.counters.statuses.count(response.status)
        // Interim answers pass without captures and rules.
        guard response.status >= 200 || response.status == 101 else { return pass(response, from: endpoint) }
        if session.frontend.capturesMessages { capture(response, .response) }
        if looksAtResponses { return beginResponseRules(response) }
        if session.frontend.capturesMessages { captureCookie(response, .response) }
        pass(response, from: endpoint)
    }

    /// Passes a response's head to the client, once all rules have seen it.
    func pass(_ response: Message, from endpoint: H1Server) {
        defer { context.give(response) }
        guard let front = front as? H1Client else { return abort() }
        if response.status >= 200 || response.status == 101 { endRequestVariables() }
        guard front.send(response, for: summary, extra: { _ in true }) else { return serverFailed(.malformed) }
        status = response.status
        if response.status >= 100, response.status < 200, response.status != 101 { return front.flush() }
        countResponse(response.status, of: endpoint.server.backend, to: front.session)
        if response.status == 401 || response.status == 407 {
            noteChallenge(response)
        } else if front.session.needsSameServer {
            front.session.needsSameServer = false
        }
        state.insert(.responded)
        timing.answered = context.now
        tellEarly(at: .response)
        if response.framing == .tunnel {
            state.insert(.tunnel)
            front.becomeTunnel()
            endpoint.becomeTunnel()
            front.flush()
            front.pump()
        }
    }

    /// A client that is asked for its name comes back to the same server. Schemes that authenticate the connection make it
    /// the client's own (manual, 4.2 `http-reuse`).
    private func noteChallenge(_ response: Message) {
        session.needsSameServer = true
        session.lastServer = server
        guard let endpoint = back as? H1Server, let arena = response.arena else { return }
        arena.withArena { bytes in
            for field in response.headers.fields where !field.isRemoved && field.valueSlice.count >= 4 {
                let name = field.nameSlice.range
                guard bytes.equals("www-authenticate", in: name) || bytes.equals("proxy-authenticate", in: name) else {
                    continue
                }
                let start = field.valueSlice.start
                if bytes.equals("ntlm", in: start..<start + 4)
                    || bytes.equals("negotiate", in: start..<min(start + 9, field.valueSlice.end))
                {
                    endpoint.isPrivate = true
                }
            }
        }
    }

    /// The server's response is whole; its connection can serve others.
    func responseEnded(by endpoint: H1Server) {
        state.insert(.responseEnded)
        guard !state.contains(.tunnel) || state.contains(.requestEnded) else { return }
        release(endpoint)
    }

    private func release(_ endpoint: H1Server) {
        keepAddresses(endpoint.connection)
        back = nil
        if endpoint.isReusable, persistence == .keepAlive {
            let server = endpoint.server
            let backend = server.backend
            if backend.options.contains(.preferLastServer) { session.lastServer = server }
            if backend.reuse == .never || endpoint.isPrivate {
                session.keepConnection(endpoint)
            } else {
                server.keep(endpoint)
            }
        } else {
            if !state.contains(.requestEnded) { front.closeAfterResponse() }
            endpoint.leave()
        }
        freeSlot()
    }

    func serverFailed(_ failure: ServerFailure) {
        // The server ended what the client had given up.
        if let endpoint = back as? H1Server, endpoint.hasEndedRequests, failure != .malformed { return clientFailed() }
        countFailure(failure)
        observe(failure)
        if state.contains(.responded) {
            note(failure == .malformed ? .proxy : .server)
            return abort()
        }
        countTrackedFailure()
        let cause: RetryCauses = failure == .malformed || failure == .truncated ? .junkResponse : .emptyResponse
        if retries(on: cause) { return }
        note(failure == .malformed ? .proxy : .server)
        // The server may have closed its idle connection at the very moment; the client must be free to repeat. Nothing is
        // logged, as if nothing had been asked.
        if failure == .closed, state.contains(.reused) {
            state.insert(.logged)
            return abort()
        }
        dropBack()
        answer(502)
    }

    /// What a failure says of the server's health.
    private func observe(_ failure: ServerFailure) {
        guard let server, server.observed == .layer7, !state.contains(.responded) else { return }
        switch failure {
        case .malformed: server.noteError(.malformed)
        // The server may have closed its idle connection at the very moment.
        case .closed: if !state.contains(.reused) { server.noteError(.closed) }
        case .truncated: server.noteError(.closed)
        }
    }

    func serverTimedOut() {
        server?.counters.responseErrors &+= 1
        if !state.contains(.responded) { countTrackedFailure() }
        if let server, server.observed == .layer7, !state.contains(.responded) { server.noteError(.timeout) }
        if !state.contains(.responded), retries(on: .responseTimeout) { return }
        note(.serverTimeout)
        if state.contains(.responded) { return abort() }
        dropBack()
        answer(504)
    }

    /// Sends the request once more if `retry-on` names the cause, it is still here, and a try is left.
    func retries(on cause: RetryCauses) -> Bool {
        guard let backend, let server, backend.retryOn.contains(cause), replay != nil, retriesLeft > 0 else {
            return false
        }
        if let endpoint = back {
            back = nil
            endpoint.leave()
        }
        retry(server, backend, afterPause: false)
        return true
    }

    // MARK: The client

    func clientFailed() {
        countClientAbort()
        // What it has waited is logged as time in a queue, though no server has come (manual, 8.4, 8.5).
        if waiting != nil || termination.phase == .tarpit { timing.assigned = context.now }
        // A request that was on its way is data that is missing.
        note(.client, at: state.contains(.headSent) && !state.contains(.requestEnded) ? .data : nil)
        abort()
    }

    /// The client sends no more; it may still read. What was not sent to a server is not begun, and a server that works on
    /// the request learns of it (`option abortonclose`).
    func clientClosed() {
        guard !state.contains(.responded), let backend, backend.options.contains(.abortOnClose) else { return }
        guard state.contains(.headSent) else { return clientFailed() }
        if let endpoint = back as? H1Server, state.contains(.requestEnded) { endpoint.endRequests() }
    }

    func clientTimedOut() {
        note(.clientTimeout)
        guard !state.contains(.responded) else { return abort() }
        stopWaiting()
        dropBack()
        answer(408)
    }
}
