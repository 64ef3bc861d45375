import Memory

/// What results of checks lead to.
extension LoopContext {
    /// A check of a server has ended. Called on the loop that ran it.
    public func note(_ result: CheckResult, of server: ServerState, in proxy: Proxy) {
        guard let record = server.checkRecord else { return }
        guard !server.conditions.isInMaintenance else { return record.abandon() }
        var result = result
        // A server that is down has no clients to keep.
        if result.outcome == .passedConditionally, server.health == .stopped {
            result.outcome = .failed
            result.status = .layer7Status
        }
        guard let step = record.note(result) else { return }
        // A server that cannot be reached may have moved (manual, 5.3.1).
        if result.status == .layer4Timeout, server.settings.resolution.section != nil {
            onFirstLoop { $0.names?.hurry(server) }
        }
        if step.isQuiet, server.suggestedHealth(after: step) == nil { return }
        onFirstLoop { $0.apply(step, "Health", to: server, in: proxy) }
    }

    /// A check of a server's agent has ended. Called on the loop that ran it.
    public func noteAgent(_ reply: AgentReply, of server: ServerState, in proxy: Proxy) {
        guard let record = server.agentRecord else { return }
        guard record.isEnabled else { return record.abandon() }
        switch reply {
        case .failure(let result):
            // Whether the server is there is for its health checks to find out.
            guard let step = record.note(result, movesCounter: false), !step.isQuiet else { return }
            onFirstLoop { $0.apply(step, "Agent", to: server, in: proxy) }
        case .line(let line, let duration):
            let command = AgentCommand(line)
            guard let step = record.note(command.result(duration), movesCounter: command.isUp != nil) else {
                return
            }
            let isNothing = step.isQuiet && server.suggestedHealth(after: step, isAgent: true) == nil
            guard !(isNothing && command.changesNothing(of: server)) else { return }
            onFirstLoop { loop in
                loop.apply(command, to: server, in: proxy)
                if command.isUp != nil { loop.apply(step, "Agent", to: server, in: proxy) }
            }
        }
    }

    /// What an agent says besides whether the server works.
    private func apply(_ command: AgentCommand, to server: ServerState, in proxy: Proxy) {
        if let wish = command.administration { change(server, of: proxy, cause: .told) { server.administer(wish) } }
        if let limit = command.maximumConnections, limit != server.slot.wholeLimit {
            change(server, of: proxy, cause: .told) { server.slot.limit = limit }
            proxy.serveQueue(with: server)
        }
        guard let weight = command.weight?.applied(to: server.slot.configuredWeight), weight != server.slot.weight
        else {
            return
        }
        // The tables of static algorithms have room for what was configured, or for nothing.
        guard !proxy.settings.hasStaticBalance || weight == 0 || weight == server.slot.configuredWeight else { return }
        change(server, of: proxy, cause: .told) { server.slot.weight = weight }
    }

    /// Draws the conclusions of a result; on the first loop.
    func apply(_ step: CheckRecord.Step, _ kind: String, to server: ServerState, in proxy: Proxy) {
        if proxy.settings.options.contains(.logHealthChecks), !step.isQuiet {
            tell(proxy, .notice, step.line(kind, server, proxy))
        }
        guard !server.conditions.isInMaintenance,
            let health = server.suggestedHealth(after: step, isAgent: kind == "Agent")
        else { return }
        let logsChecks = proxy.settings.options.contains(.logHealthChecks)
        change(server, of: proxy, cause: logsChecks ? .told : .because("reason: \(step.result.reason)")) {
            server.become(health)
        }
    }
}

extension ServerState {
    /// The state that follows from a result; nil where it is the one that the server has.
    ///
    /// - Parameter isAgent: the result is of its agent, which brings up a server that is down, and nothing else.
    func suggestedHealth(after step: CheckRecord.Step, isAgent: Bool = false) -> ServerHealth? {
        let health = health
        guard step.after.isUp else { return health == .stopped ? nil : .stopped }
        guard step.result.outcome != .failed, isUpToAgent, isUpToChecks else { return nil }
        if step.result.outcome == .passedConditionally { return health == .stopping ? nil : .stopping }
        if isAgent { return health == .stopped ? .running : nil }
        return health == .running || health == .starting ? nil : .running
    }

    private var isUpToAgent: Bool { agentRecord.map { !$0.isEnabled || $0.counter.isUp } ?? true }
    private var isUpToChecks: Bool { checkRecord.map { !$0.isEnabled || $0.counter.isUp } ?? true }
}

extension CheckResult {
    /// What logs say behind `reason: `.
    var reason: String {
        var words = status.description
        if status.hasCode { words += ", code: \(code)" }
        if !text.isEmpty { words += ", info: \"\(printableText)\"" }
        if duration != .never { words += ", check duration: \(duration.rawValue)ms" }
        return words
    }
}

extension CheckRecord.Step {
    /// What `option log-health-checks` says of it.
    func line(_ kind: String, _ server: ServerState, _ proxy: Proxy) -> String {
        let role = server.settings.isBackup ? "backup " : ""
        let verdict =
            switch result.outcome {
            case .passed: "succeeded"
            case .passedConditionally: "conditionally succeeded"
            case .failed: "failed"
            }
        return "\(kind) check for \(role)server \(proxy.settings.name)/\(server.name) \(verdict), "
            + "reason: \(result.reason), status: \(after.progress(of: server.slot.weight))."
    }
}

extension AgentCommand {
    /// What is kept of the agent's answer.
    func result(_ duration: Milliseconds) -> CheckResult {
        switch isUp {
        case nil: CheckResult(.passed, .checked, duration: duration, text: report)
        case true?: CheckResult(.passed, .layer7OK, duration: duration, text: report)
        case false?: CheckResult(.failed, .layer7Status, duration: duration, text: report)
        }
    }

    /// The server is as the agent wants it; agents say the same again and again.
    func changesNothing(of server: ServerState) -> Bool {
        let conditions = server.conditions
        let isAsWished =
            switch administration {
            case nil: true
            case .ready?: conditions.isDisjoint(with: [.forcedMaintenance, .forcedDrain])
            case .drain?: conditions.contains(.forcedDrain) && !conditions.contains(.forcedMaintenance)
            case .maintenance?: conditions.contains(.forcedMaintenance)
            }
        return isAsWished && maximumConnections.map { $0 == server.slot.wholeLimit } ?? true
            && weight.map { $0.applied(to: server.slot.configuredWeight) == server.slot.weight } ?? true
    }
}
