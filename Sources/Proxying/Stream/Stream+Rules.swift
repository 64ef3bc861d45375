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
        while cursor.phase != .serving {
            evaluation.turn(to: self, request: message, response: nil)
            guard runPhase(message, evaluation) else { return }
        }
        serve(message)
    }

    /// Runs one rule set and moves on to the next; false when the exchange is over or waits.
    private func runPhase(_ message: Message, _ evaluation: StreamEvaluation) -> Bool {
        let frontend = session.frontend
        switch cursor.phase {
        case .frontendContent: return run(frontend.rules.tcpContent, evaluation, then: .frontendRequest)
        case .frontendRequest: return run(frontend.rules.httpRequest, evaluation, then: .frontendPage)
        case .frontendPage: return runPage(frontend.rules, message, evaluation, then: .switching)
        case .switching: return chooseBackend(frontend, evaluation)
        case .backendContent: return run(backend?.rules.tcpContent, evaluation, then: .backendRequest)
        case .backendRequest: return run(backend?.rules.httpRequest, evaluation, then: .backendPage)
        case .backendPage: return runPage(backend?.rules, message, evaluation, then: .serving)
        default: return false
        }
    }

    /// Runs one rule set; false when the exchange is over or waits.
    func run(_ rules: RuleSet?, _ evaluation: StreamEvaluation, then next: RuleCursor.Phase) -> Bool {
        guard let rules else {
            cursor.advance(to: next)
            return true
        }
        // An action may end the stream, which can be at work on its next exchange when it returns.
        var position = cursor.position
        switch rules.run(from: &position, evaluation) {
        case .next, .stop:
            cursor.advance(to: next)
            return true
        case .done: return false
        case .wait:
            cursor.position = position
            state.insert(.waitsInRules)
            return false
        case .failed:
            if !state.contains(.finished) { rulesFailed() }
            return false
        }
    }

    /// The statistics page and `redirect` lines, which come after the rules.
    private func runPage(
        _ rules: ProxyRules?, _ message: Message, _ evaluation: StreamEvaluation, then next: RuleCursor.Phase
    ) -> Bool {
        if let page = rules?.statistics, answersStatistics(page, message) { return false }
        return run(rules?.redirect, evaluation, then: next)
    }

    private func chooseBackend(_ frontend: FrontendShare, _ evaluation: StreamEvaluation) -> Bool {
        guard let backend = frontend.target(evaluation) else {
            answerWithoutServer()
            return false
        }
        enter(backend)
        cursor.advance(to: backend.proxy === frontend.proxy ? .serving : .backendContent)
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
        answer(Reply.monitor)
        return true
    }
}

extension FrontendShare {
    /// Where a stream goes: the backend of the first `use_backend` that applies, or the default one.
    func target(_ evaluation: StreamEvaluation) -> BackendShare? {
        if let index = rules.switching?.target(evaluation), let share = evaluation.context.generation,
            index < share.backends.count, let backend = share.backends[index]
        {
            return backend
        }
        return defaultBackend
    }
}
