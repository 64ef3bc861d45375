import Memory

/// One check that is repeated for as long as the process runs: of a server's health, or of its agent. While it waits for its
/// turn it is this and an entry of `CheckQueue`, nothing else.
struct CheckTask {
    /// What the servers of a farm have in common.
    final class Kind {
        let proxy: Proxy
        let plan: CheckPlan
        let isAgent: Bool
        private lazy var places = Dictionary(
            proxy.servers.enumerated().map { (ObjectIdentifier($1), $0) }, uniquingKeysWith: { first, _ in first })

        init(_ proxy: Proxy, _ plan: CheckPlan, isAgent: Bool) {
            self.proxy = proxy
            self.plan = plan
            self.isAgent = isAgent
        }

        /// Where in its farm a server is.
        func place(of server: ServerState) -> Int? { places[ObjectIdentifier(server)] }
    }

    let server: ServerState
    let kind: Kind

    var proxy: Proxy { kind.proxy }
    var plan: CheckPlan { kind.plan }
    var isAgent: Bool { kind.isAgent }

    var record: CheckRecord? { isAgent ? server.agentRecord : server.checkRecord }

    /// Whether it is done when it is due.
    var mayRun: Bool { isAgent ? server.mayAskAgent : server.mayCheck }

    var interval: Milliseconds { isAgent ? server.settings.check.agentInterval : server.checkInterval }

    /// How long a connection may take to come about (manual, 4.2 `timeout check`).
    var connectTimeout: Milliseconds {
        let timeouts = proxy.settings.timeouts
        return timeouts.check == .never ? interval : min(timeouts.connect, interval)
    }

    /// How long the rest may take, once there is a connection; nil: what is left of the time for all of it.
    var exchangeTimeout: Milliseconds? {
        let timeout = proxy.settings.timeouts.check
        return timeout == .never ? nil : timeout
    }
}
