import Balancing
import EventLoop
import HTTP
import Memory
import Transport

extension Stream {
    /// Picks a server and goes to it, or waits for one.
    func chooseServer(avoiding failed: Int? = nil) {
        guard let backend else { return answerWithoutServer() }
        isBalanced = false
        if failed == nil, let server = namedServer(backend) {
            if backend.looksForClients { leaveCookieToRule() }
            return take(server, backend)
        }
        if backend.looksForClients, let server = clientsServer(backend) {
            return take(server, backend, avoiding: failed)
        }
        if failed == nil, !ignoresPersistence, let server = stickyServer(backend) { return take(server, backend) }
        if let place = backend.dispatch, let server = backend.server(at: place) { return take(server, backend) }
        if let server = preferredServer(backend) { return take(server, backend, avoiding: failed) }
        isBalanced = backend.balancesFreely
        if backend.queue({ $0.count }) > 0, backend.proxy.set.hasCandidates {
            countRedispatch(from: failed, backend)
            return waitInBackend(backend)
        }
        switch backend.balancer.choose(hash: balanceHash(backend), avoiding: failed) {
        case .none:
            backend.counters.connectionErrors &+= 1
            answerWithoutServer()
        case .full:
            countRedispatch(from: failed, backend)
            waitInBackend(backend)
        case .server(let index):
            guard let server = backend.server(at: index) else { return answerWithoutServer() }
            server.counters.selections &+= 1
            take(server, backend, avoiding: failed)
        }
    }

    /// Counts that the stream goes on elsewhere than at the server that has failed it, if one has.
    private func countRedispatch(from failed: Int?, _ backend: BackendShare) {
        guard let failed else { return }
        backend.server(at: failed)?.counters.redispatches &+= 1
        state.insert(.redispatched)
    }

    /// The server that `use-server` names, if it works.
    private func namedServer(_ backend: BackendShare) -> ServerShare? {
        guard let rules = backend.rules.servers else { return nil }
        let evaluation = context.evaluation
        turn(evaluation)
        let index = rules { rules in
            rules.target(evaluation) { index in
                backend.server(at: index).map { $0.state.operation != .stopped } ?? false
            }
        }
        return index.flatMap { backend.server(at: $0) }
    }

    /// The server that the session's last stream went to, if the backend or that answer wants it kept and an idle connection
    /// to it is here (`option prefer-last-server`).
    private func preferredServer(_ backend: BackendShare) -> ServerShare? {
        guard let last = session.lastServer else { return nil }
        guard last.backend === backend, backend.options.contains(.preferLastServer) || session.needsSameServer,
            backend.balanceKey == .none, last.state.slot.isUsable,
            last.idleCount > 0 || session.hasConnection(to: last),
            session.needsSameServer || last.isWorthWaiting(backend.keepAliveQueueLimit)
        else { return nil }
        return last
    }

    /// - Parameter failed: the server that has just been left; it is given when there is no better one.
    private func take(_ server: ServerShare, _ backend: BackendShare, avoiding failed: Int? = nil) {
        if failed != server.index { countRedispatch(from: failed, backend) }
        if server.slot({ $0.limit }) > 0 {
            guard server.queue({ $0.count }) == 0, server.slot({ $0.reserve() }) else {
                guard server.slot({ $0.isQueueFull }) else { return waitInServer(server, backend) }
                return failed == server.index ? waitInBackend(backend) : queueIsFull(server, backend)
            }
        } else {
            server.slot { $0.acquire() }
        }
        self.server = server
        target = server
        state.insert(.usesSlot)
        timing.assigned = context.now
        backend.counters.lastStream = context.now
        server.streamBegan(context.now)
        open(server, backend)
    }

    /// Goes to a server, whose slot is ours, by an idle connection or a new one.
    func open(_ server: ServerShare, _ backend: BackendShare) {
        if let redirection = server.redirection, redirects(to: redirection) { return }
        guard session.mode == .http else { return connect(server, backend) }
        if adjustments?.marksServer == true { return connect(server, backend) }
        if server.namesConnections { return openNamed(server, backend) }
        if let endpoint = session.takeConnection(to: server) { return use(endpoint) }
        if let endpoint = server.takeIdle(isFirst: session.streams <= 1, backend.reuse) { return use(endpoint) }
        if borrow(server, backend) { return }
        connect(server, backend)
    }

    func use(_ endpoint: H1Server) {
        state.formUnion([.connected, .reused])
        timing.connected = context.now
        tellEarly(at: .connect)
        back = endpoint
        endpoint.begin(self)
        rememberServer()
        sendRequest(endpoint)
    }

    func connect(_ server: ServerShare, _ backend: BackendShare) {
        switch server.connect(session.mode, for: self) {
        case .failure(let error): connectFailed(error.number)
        case .success(let endpoint):
            back = endpoint
            endpoint.begin(self)
            // What is marked is this exchange's alone.
            if adjustments?.marksServer == true { (endpoint as? H1Server)?.isPrivate = true }
            endpoint.connection.setDeadline(context.now + timeout(.connect, or: backend.timeouts.connect))
        }
    }

    func connected(_ endpoint: BackEndpoint) {
        state.insert(.connected)
        timing.connected = context.now
        tellEarly(at: .connect)
        rememberServer()
        if endpoint.server.observed == .layer4 { endpoint.server.noteSuccess() }
        if let endpoint = endpoint as? H1Server { sendRequest(endpoint) } else { beginPassing(endpoint) }
    }

    /// No connection: another try at the same server after a moment, or at another one at once (`retries`,
    /// `option redispatch`). `error` is 0 when the time was over; `cause` says more than it.
    func connectFailed(_ error: Int32, _ cause: ConnectionError? = nil) {
        back = nil
        connectError = cause ?? ConnectionError(error)
        guard let server, let backend else { return answerWithoutServer() }
        if server.observed != .none { server.noteError(.connection) }
        guard retriesLeft > 0 else {
            note(error == 0 ? .serverTimeout : SystemError.isShortage(error) ? .resource : .server)
            server.counters.connectionErrors &+= 1
            dropBack()
            return answer(503)
        }
        retry(server, backend, afterPause: error != 0)
    }

    /// Tries again; the caller has made sure that a try is left.
    func retry(_ server: ServerShare, _ backend: BackendShare, afterPause: Bool) {
        retriesLeft -= 1
        retries &+= 1
        state.subtract([.connected, .reused])
        context.loop.register(self)
        // Not here and now: a farm where every connection fails at once would be tried from ever deeper calls.
        let leaves = isDueForRedispatch(server, backend)
        if leaves { context.loop.wakeLater(self) } else { server.counters.retries += 1 }
        guard leaves || afterPause else { return connectAgain(server, backend) }
        // Also for who leaves: the other server may be gone by then.
        context.loop.setDeadline(self, context.now + min(timeout(.connect, or: backend.timeouts.connect), .seconds(1)))
    }

    private func connectAgain(_ server: ServerShare, _ backend: BackendShare) {
        context.loop.unregister(self)
        server.counters.streamRepeated(context.now)
        connect(server, backend)
    }

    /// A server that balancing has chosen is left with the first failure; one that the client is to come back to, or that
    /// a hash stands for, when `option redispatch` says so.
    private func isDueForRedispatch(_ server: ServerShare, _ backend: BackendShare) -> Bool {
        let leaves = isBalanced && backend.redispatchInterval != 0 || backend.redispatches(retriesLeft)
        guard leaves, !isBoundToServer else { return false }
        return backend.proxy.set.hasAlternative(to: server.state.slot)
    }

    /// The next try goes to another server.
    func redispatchIfDue() {
        guard back == nil, waiting == nil, borrowing == 0, state.contains(.usesSlot), !state.contains(.responded),
            let server, let backend, isDueForRedispatch(server, backend)
        else { return }
        context.loop.unregister(self)
        redispatch(server, backend)
    }

    /// The pause before another try is over. A server that has gone down meanwhile need not be tried (`option redispatch`).
    func pauseEnded() {
        guard let server, let backend else {
            context.loop.unregister(self)
            return answerWithoutServer()
        }
        if server.state.operation == .stopped, backend.options.contains(.redispatch), !isBoundToServer {
            context.loop.unregister(self)
            return redispatch(server, backend)
        }
        connectAgain(server, backend)
    }

    private func redispatch(_ server: ServerShare, _ backend: BackendShare) {
        let index = server.index
        freeSlot()
        if backend.looksForClients { leaveClientsServer() }
        chooseServer(avoiding: index)
    }

    /// Writes the request's head and lets the body follow.
    private func sendRequest(_ endpoint: H1Server) {
        if let replay {
            endpoint.resend(replay)
            state.insert(.headSent)
            return endpoint.flush()
        }
        guard let message = request.take() else { return abort() }
        let isWritten = write(message, to: endpoint)
        context.give(message)
        guard isWritten else {
            dropBack()
            return answer(400)
        }
        state.insert(.headSent)
        sendBody(to: endpoint)
        guard back === endpoint else { return }
        if !state.contains(.requestEnded) { endpoint.flush() }
        endpoint.touched()
    }

    private func write(_ message: Message, to endpoint: H1Server) -> Bool {
        Unretained(endpoint.server.backend)({ backend in
            if let name = backend.serverNameHeader { message.removeFields { $0.equals(name, in: $1) } }
            return endpoint.send(message, summary: summary) { out in writeExtraHeaders(out, message, backend) }
        })
    }

    /// Lets the body follow; where a failure may lead to another try, what is sent is kept if it is whole.
    private func sendBody(to endpoint: H1Server) {
        guard isKept else {
            guard summary.hasBody else { return endEmptyBody(endpoint) }
            return withFront { $0.pump() }
        }
        endpoint.isHolding = true
        if summary.hasBody { withFront { $0.pump() } } else { endEmptyBody(endpoint) }
        endpoint.isHolding = false
        if state.contains(.requestEnded), let output = endpoint.output { replay = context.copy(output) }
        endpoint.flush()
        // What did not fit is not kept for another try.
        if back === endpoint, !state.contains(.requestEnded) { withFront { $0.pump() } }
    }

    private func endEmptyBody(_ endpoint: H1Server) {
        withFront { $0.endEmptyRequest() }
        state.insert(.requestEnded)
        endpoint.endBody(trailers: nil)
        endpoint.flush()
    }

    /// `redir`: GET and HEAD are sent to the server by way of the client.
    private func redirects(to prefix: [UInt8]) -> Bool {
        guard summary.method == .get || summary.method == .head, let message = request, let arena = message.arena else {
            return false
        }
        let start = ConstantBytes(prefix)
        note(.local)
        redirect(to: start.view, message, arena)
        return true
    }
}
