import Memory
import Samples

/// TCP mode: rules that look at what a peer has sent before it is passed on (manual, 4.2 `tcp-request content`).
extension Stream {
    /// When rules must decide with the data that is there; zero while none wait for data. No other rule waits meanwhile.
    private var inspectionEnd: Milliseconds {
        get { ruleDeadline }
        set { ruleDeadline = newValue }
    }

    /// Runs the rules from where they stand; at their end a server is chosen.
    func proceedPassing() {
        state.remove(.waitsInRules)
        if slot >= 0 { context.loop.unregister(self) }
        let evaluation = context.evaluation
        while cursor.phase != .serving {
            guard runPassingPhase(evaluation) else { return }
        }
        guard let backend else { return abort() }
        connectPassing(backend)
    }

    private func runPassingPhase(_ evaluation: StreamEvaluation) -> Bool {
        let frontend = session.frontend
        switch cursor.phase {
        case .frontendContent:
            return inspect(frontend.rules.tcpContent, frontend.timeouts.inspection, evaluation, then: .switching)
        case .switching:
            evaluation.turn(to: self, request: nil, response: nil)
            lookAtContent(evaluation)
            guard let backend = frontend.target(evaluation) else {
                abort()
                return false
            }
            if backend.mode == .http {
                upgrade(to: backend)
                return false
            }
            enter(backend)
            cursor.advance(to: backend.proxy === frontend.proxy ? .serving : .backendContent)
            return true
        case .backendContent:
            let delay = backend?.timeouts.inspection ?? .zero
            return inspect(backend?.rules.tcpContent, delay, evaluation, then: .serving)
        default: return false
        }
    }

    /// Runs a rule set on what the client has sent so far; false when the stream is over or waits for more.
    private func inspect(
        _ rules: Unretained<RuleSet>?, _ delay: Milliseconds, _ evaluation: StreamEvaluation,
        then next: RuleCursor.Phase
    ) -> Bool {
        guard rules != nil else {
            cursor.advance(to: next)
            return true
        }
        if inspectionEnd == .zero { inspectionEnd = context.now + delay }
        evaluation.turn(to: self, request: nil, response: nil)
        lookAtContent(evaluation)
        evaluation.isComplete = context.now >= inspectionEnd || (front as? PassClient)?.hasAllContent ?? true
        guard run(rules, evaluation, then: next) else {
            if state.contains(.waitsInRules) { waitForContent() }
            return false
        }
        inspectionEnd = .zero
        return true
    }

    func lookAtContent(_ evaluation: StreamEvaluation) {
        guard let client = front as? PassClient else { return }
        client.gatherContent()
        evaluation.set(requestContent: client.content, responseContent: nil)
    }

    private func waitForContent() {
        front.connection.watch()
        guard slot < 0 else { return }
        context.loop.register(self)
        // A look-up ends by itself, and takes the time that it needs.
        context.loop.setDeadline(self, lookup == nil ? inspectionEnd : .never)
    }

    /// A rule that has waited goes on: with more data, or with what there is.
    func resumePassing() {
        if let server = back as? PassServer { inspectResponse(from: server) } else { proceedPassing() }
    }

    // MARK: Servers

    /// Runs the backend's rules on what its server has sent so far.
    func inspectResponse(from server: PassServer) {
        guard let backend else { return server.pass() }
        guard let rules = backend.rules.tcpResponse else {
            guard !server.content.isEmpty || server.hasAllContent else { return }
            return passRemembering(server)
        }
        if inspectionEnd == .zero {
            inspectionEnd = context.now + backend.timeouts.responseInspection
            cursor.advance(to: .backendResponseContent)
        }
        state.remove(.waitsInRules)
        let evaluation = context.evaluation
        evaluation.turn(to: self, request: nil, response: nil)
        evaluation.looksAtResponse = true
        evaluation.set(requestContent: nil, responseContent: server.content)
        let isOver = context.now >= inspectionEnd
        evaluation.isComplete = isOver || server.hasAllContent
        // Without a delay, the first data decides.
        guard run(rules, evaluation, then: .responding) else {
            if state.contains(.waitsInRules) { waitForServer(server) }
            return
        }
        inspectionEnd = .zero
        if slot >= 0 { context.loop.unregister(self) }
        passRemembering(server)
    }

    /// Rules have seen what the server has sent so far.
    private func passRemembering(_ server: PassServer) {
        rememberServer(by: server)
        server.pass()
    }

    private func waitForServer(_ server: PassServer) {
        server.connection.watch()
        guard slot < 0 else { return }
        context.loop.register(self)
        context.loop.setDeadline(self, inspectionEnd)
    }
}

extension SocketEndpoint {
    /// Receives what is there without passing it on. The end of what the peer sends stays in the kernel, for the pump to find.
    final func gatherContent() {
        while connection.mayRead, !connection.isAtEnd, let buffer = takeInput(), buffer.room > Buffer.tailroom {
            let result = connection.receive(into: buffer, reserve: Buffer.tailroom)
            guard case .bytes(let count) = result, count > 0 else { break }
            didReceive(count)
        }
        releaseInput()
    }

    /// What was received and not passed on.
    final var content: ByteView { input.map { $0.view(from: $0.start) } ?? .empty }

    /// No more content will come, or there is no room for it.
    final var hasAllContent: Bool {
        if let input, input.room <= Buffer.tailroom { return true }
        if connection.state.contains(.failed) || connection.state.contains(.readEnded) { return true }
        return connection.mayRead && connection.isAtEnd
    }
}

extension PassClient {
    /// More has come while rules wait.
    func contentArrived(_ stream: Stream) {
        // What the client had sent before it cut the connection off is looked at like anything else.
        gatherContent()
        if connection.state.contains(.failed), content.isEmpty { return stream.clientFailed() }
        stream.proceedPassing()
    }
}
