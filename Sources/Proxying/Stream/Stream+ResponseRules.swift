import HTTP
import Memory
import Samples

/// The rules of a response: first the backend's, then the frontend's (manual, 4.2 `http-response`).
extension Stream {
    /// Whether any rule wants to see responses.
    var looksAtResponses: Bool {
        Unretained(session.frontend)({ $0.rules.concernResponses })
            || Unretained(backend)?({ $0.rules.concernResponses }) == true
    }

    /// Begins the rules of a server's response; the stream owns it until they end.
    func beginResponseRules(_ response: consuming Message) {
        self.response = response
        endRequestVariables()
        cursor.advance(to: .backendResponseContent)
        proceedResponse()
    }

    /// Runs the rules from where they stand; at their end the response goes to the client.
    func proceedResponse() {
        guard let response, let endpoint = back as? H1Server else { return abort() }
        state.remove(.waitsInRules)
        let evaluation = context.evaluation
        evaluation.turn(to: self, request: nil, response: response)
        while cursor.phase != .responding {
            guard runResponsePhase(response, evaluation) else { return }
        }
        guard response.restoreFraming(), response.restoreBody() else { return rulesFailed() }
        if response.rereadConnection() { front.closeAfterResponse() }
        self.response = nil
        pass(response, from: endpoint)
    }

    /// Goes on with rules that have waited, and then with the body that has waited behind them.
    func proceedResponseAndBody() {
        guard let endpoint = Unretained(back) else { return abort() }
        proceedResponse()
        endpoint { if back === $0, !state.contains(.waitsInRules) { $0.pump() } }
    }

    private func runResponsePhase(_ response: Message, _ evaluation: StreamEvaluation) -> Bool {
        let frontend = session.frontend
        // One proxy may be both; its rules run once.
        let own = backend?.proxy === frontend.proxy ? nil : backend
        switch cursor.phase {
        case .backendResponseContent: return run(backend?.rules.tcpResponse, evaluation, then: .backendResponse)
        case .backendResponse: return run(own?.rules.httpResponse, evaluation, then: .frontendResponse)
        case .frontendResponse: return run(frontend.rules.httpResponse, evaluation, then: .cookies)
        case .cookies:
            // What the server has sent, before the proxy's own cookie takes its place.
            if frontend.capturesMessages { captureCookie(response, .response) }
            let looksAtCookies = backend?.rules.looksAtCookies == true
            cursor.advance(to: .backendAfterResponse)
            return !looksAtCookies || finishCookies(evaluation)
        case .backendAfterResponse: return run(own?.rules.httpAfterResponse, evaluation, then: .frontendAfterResponse)
        case .frontendAfterResponse: return run(frontend.rules.httpAfterResponse, evaluation, then: .responding)
        default: return false
        }
    }

    /// Variables of requests end where the response begins, whatever looks at that (manual, 2.8).
    @inline(__always)
    func endRequestVariables() { if extras != nil { variables?.removeAll(.request) } }

    /// Some rule wants to see answers that are made here.
    var concernsAnswers: Bool {
        session.frontend.rules.httpAfterResponse != nil || backend?.rules.httpAfterResponse != nil
    }

    /// Lets `http-after-response` rules see an answer that was made here; the answer as they leave it.
    func edited(_ reply: Answer) -> Answer {
        let frontend = session.frontend
        let own = backend?.proxy === frontend.proxy ? nil : backend
        guard !reply.isSilent, own?.rules.httpAfterResponse != nil || frontend.rules.httpAfterResponse != nil,
            !state.contains(.editsReply), let arena = context.takeBuffer()
        else { return reply }
        let message = context.takeMessage()
        state.insert(.editsReply)
        defer {
            state.remove(.editsReply)
            context.give(message)
            context.give(arena)
        }
        guard arena.append(reply.head), arena.append("\r\n") else { return reply }
        message.arena = arena
        var parser = H1HeadParser(at: arena.start)
        guard case .complete = parser.parseResponse(arena, into: message, limits: H1Limits()) else { return reply }
        let written = message.status
        let evaluation = context.evaluation
        evaluation.turn(to: self, request: nil, response: message)
        let cursor = self.cursor
        defer { self.cursor = cursor }
        for rules in [own?.rules.httpAfterResponse, frontend.rules.httpAfterResponse] {
            var position = 0
            self.cursor.advance(to: .frontendAfterResponse)
            if let rules, rules({ $0.run(from: &position, evaluation) }) == .failed { return self.reply(500) ?? reply }
        }
        guard message.restoreFraming() else { return self.reply(500) ?? reply }
        if message.rereadConnection() { front.closeAfterResponse() }
        // A page may have another status than the error that it stands for.
        let status = message.status == written ? reply.status : message.status
        return reply.with(message, status, in: context) ?? reply
    }
}

extension Answer {
    /// The same body behind another head.
    fileprivate func with(_ message: Message, _ status: UInt16, in context: LoopContext) -> Answer? {
        let edited = context.makeAnswer(
            status, closes: closes, isBehind: true, head: { H1Serializer.writeResponse(message, into: $0) })
        return edited.map { Answer(status: status, head: $0.head, body: body, closes: closes) }
    }
}

extension [UInt8] {
    /// A copy of a span.
    init(_ span: Span<UInt8>) { self = span.withUnsafeBufferPointer { Array($0) } }
}
