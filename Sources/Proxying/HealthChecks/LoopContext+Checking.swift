/// What results of checks lead to.
extension LoopContext {
    /// A check of a server has ended. Called on the loop that ran it.
    public func note(_ result: CheckResult, of server: ServerState, in proxy: Proxy) {
        guard let record = server.checkRecord else { return }
        let wasUp = record.counter.isUp
        let isUp = record.note(result).isUp
        guard wasUp != isUp else { return }
        change(server, of: proxy, cause: "reason: \(result.status.code)") { server.force(isUp ? .running : .stopped) }
    }

    /// A check of a server's agent has ended. Called on the loop that ran it.
    public func noteAgent(_ reply: AgentReply, of server: ServerState, in proxy: Proxy) {
        guard let record = server.agentRecord else { return }
        if case .failure(let result) = reply { _ = record.note(result) }
    }
}
