import HTTP
import Memory
import Samples

/// The rules of a request, from the frontend's first to the choice of a server.
extension Stream {
    /// Runs the rules from where they stand; at their end the request goes to a server.
    func proceed() {
        guard let message = request else { return abort() }
        state.remove(.waitsInRules)
        let evaluation = context.evaluation
        evaluation.turn(to: self, request: message, response: nil)
        let frontend = Unretained(session.frontend)
        while cursor.phase != .serving {
            guard frontend({ runPhase($0, message, evaluation) }) else { return }
        }
        serve(message)
    }

    /// Runs one rule set and moves on to the next; false when the exchange is over or waits.
    private func runPhase(_ frontend: FrontendShare, _ message: Message, _ evaluation: StreamEvaluation) -> Bool {
        let backend = Unretained(backend)
        switch cursor.phase {
        case .frontendContent: return run(frontend.rules.tcpContent, evaluation, then: .frontendBody)
        case .frontendBody: return awaitBody(frontend.rules, frontend.timeouts, then: .frontendRequest)
        case .frontendRequest: return run(frontend.rules.httpRequest, evaluation, then: .frontendPage)
        case .frontendPage: return runPage(frontend.rules, message, evaluation, then: .switching)
        case .switching: return chooseBackend(frontend, evaluation)
        case .backendBody:
            return backend?({ awaitBody($0.rules, $0.timeouts, then: .backendContent) }) ?? false
        case .backendContent: return run(backend?({ $0.rules.tcpContent }), evaluation, then: .backendRequest)
        case .backendRequest: return run(backend?({ $0.rules.httpRequest }), evaluation, then: .backendPage)
        case .backendPage:
            return backend?({ runPage($0.rules, message, evaluation, then: .serving) }) ?? false
        default: return false
        }
    }

    /// Runs one rule set; false when the exchange is over or waits.
    func run(_ rules: Unretained<RuleSet>?, _ evaluation: StreamEvaluation, then next: RuleCursor.Phase) -> Bool {
        guard let rules else {
            cursor.advance(to: next)
            return true
        }
        var position = cursor.position
        let outcome = rules { $0.run(from: &position, evaluation) }
        // Behind an answer the stream may serve the next request already.
        if outcome != .done { cursor.position = position }
        switch outcome {
        case .next, .stop:
            cursor.advance(to: next)
            return true
        case .done: return false
        case .wait:
            state.insert(.waitsInRules)
            return false
        case .failed:
            if !state.contains(.finished) { rulesFailed() }
            return false
        }
    }

    /// `option http-buffer-request`: waits for the body.
    private func awaitBody(_ rules: RulesShare, _ timeouts: Timeouts, then next: RuleCursor.Phase) -> Bool {
        guard rules.buffersRequests else {
            cursor.advance(to: next)
            return true
        }
        switch waitForBody(timeouts.requestHead, atLeast: 0) {
        case .next:
            cursor.advance(to: next)
            return true
        case .wait:
            state.insert(.waitsInRules)
            return false
        default: return false
        }
    }

    /// The statistics page and `redirect` lines, which come after the rules.
    private func runPage(
        _ rules: RulesShare, _ message: Message, _ evaluation: StreamEvaluation, then next: RuleCursor.Phase
    ) -> Bool {
        if let page = rules.statistics, answersStatistics(page, message, evaluation) { return false }
        return run(rules.redirect, evaluation, then: next)
    }

    private func chooseBackend(_ frontend: FrontendShare, _ evaluation: StreamEvaluation) -> Bool {
        guard let backend = frontend.target(evaluation) else {
            answerWithoutServer()
            return false
        }
        // An HTTP request cannot go to a backend in TCP mode.
        guard backend.mode == .http else {
            note(.proxy)
            answer(500)
            return false
        }
        enter(backend)
        cursor.advance(to: backend.proxy === frontend.proxy ? .serving : .backendBody)
        return true
    }

    /// A rule could not do its work and nobody has said that it may fail.
    func rulesFailed() {
        session.frontend.counters.failedRewrites &+= 1
        note(.proxy)
        dropBack()
        answer(500)
    }

    /// `monitor-uri`: answers a probe without looking further.
    func answersMonitor(_ message: Message) -> Bool {
        guard let uri = session.frontend.monitorURI, let arena = message.arena else { return false }
        let matches = arena.withArena { bytes in bytes.equals(uri, in: message.target.range) }
        guard matches else { return false }
        session.frontend.counters.intercepted &+= 1
        note(.local)
        // Probes are not logged.
        state.insert(.logged)
        guard !session.frontend.rules.monitorFailures.isEmpty, isMonitorFailing(message) else {
            answer(Reply.monitor)
            return true
        }
        answer(503)
        return true
    }

    /// `monitor fail`
    private func isMonitorFailing(_ message: Message) -> Bool {
        let evaluation = context.evaluation
        evaluation.turn(to: self, request: message, response: nil)
        return session.frontend.rules.monitorFailures.contains { condition in
            evaluation.begin()
            return condition.matches(evaluation) == .yes
        }
    }

    /// Turns an evaluation to what the stream has now.
    func turn(_ evaluation: StreamEvaluation) {
        evaluation.turn(to: self, request: request, response: response)
        if session.mode == .tcp { lookAtContent(evaluation) }
    }
}

extension FrontendShare {
    /// Where a stream goes: the backend of the first `use_backend` that applies, or the default one.
    func target(_ evaluation: StreamEvaluation) -> BackendShare? {
        guard let share = evaluation.context.generation else { return defaultBackend }
        let isForced = forcesSwitching(evaluation)
        let index = rules.switching?({ rules in
            rules.target(evaluation) { index in
                index < share.backends.count && (isForced || share.backends[index]?.isPublished == true)
            }
        })
        if let index, index < share.backends.count, let backend = share.backends[index] { return backend }
        return isForced ? statedBackend : defaultBackend
    }

    /// `force-be-switch`
    private func forcesSwitching(_ evaluation: StreamEvaluation) -> Bool {
        guard !rules.forcedSwitching.isEmpty else { return false }
        return rules.forcedSwitching.contains { condition in
            evaluation.begin()
            return condition.matches(evaluation) == .yes
        }
    }
}
