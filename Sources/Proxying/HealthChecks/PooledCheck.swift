import Memory
import Transport

/// A connection that a check shares with traffic (manual, 5.2 `check-reuse-pool`): it was idle, or will be.
struct PooledCheck {
    let server: ServerShare
    /// What requests over it have in common; 0 where nothing is.
    let name: UInt64
    /// Requests that it has served; 0 for a new one.
    let uses: UInt32

    /// It lay idle: the server may have ended it in this moment.
    var wasIdle: Bool { uses > 0 }

    /// The check needs the connection no more.
    func end(_ connection: Connection, isClean: Bool) {
        guard isClean else {
            connection.resetAtClose()
            return connection.close()
        }
        // An answer has shown that the server keeps connections.
        guard let endpoint = server.adopt(connection.detach(), uses: max(2, uses &+ 1)) else { return }
        endpoint.name = name
        server.keep(endpoint)
    }
}

extension ServerShare {
    /// Takes an idle connection that a client's first request might use.
    func takeIdleForCheck(named name: UInt64) -> (descriptor: Int32, uses: UInt32)? {
        let found =
            name != 0 || namesConnections
            ? takeIdle(named: name, isFirst: true, backend.reuse) : takeIdle(isFirst: true, backend.reuse)
        guard let found else { return nil }
        counters.reuses -= 1
        let uses = found.uses
        let descriptor = found.connection.detach()
        found.close()
        return (descriptor, uses)
    }
}

extension CheckRun {
    /// The server whose idle connections the check may use; nil where it wants one of its own. Anything that is said of the
    /// check's connection makes it such a one (manual, 5.2).
    func pool(_ connect: CheckConnect, _ task: CheckTask) -> ServerShare? {
        let settings = task.server.settings
        let check = settings.check
        guard check.reusesPool, connect.isImplied, !avoidsPool, plan.kind == .http, !task.isAgent, check.port == nil,
            check.address == nil, !check.sendsProxy, !check.usesSocks, settings.socksProxy == nil,
            task.record?.target == nil, task.server.portOffset == nil, task.proxy.settings.mode == .http,
            let backend = context?.generation?.backends[task.proxy.index], backend.reuse >= .aggressive,
            let server = task.kind.place(of: task.server).flatMap({ backend.server(at: $0) }), !server.isPersonal
        else { return nil }
        return server
    }

    /// Takes an idle connection of the server's; false when there is none, and the check's own goes to the pool.
    func takePooled(_ server: ServerShare, _ connect: CheckConnect, _ runner: CheckRunner) -> Bool {
        let name = server.state.settings.check.poolName.map { ConstantBytes($0) }
            .map { ByteHash.hash($0.view, foldsCase: false, seed: ByteHash.seed) }
        let idle = server.takeIdleForCheck(named: name ?? 0)
        pooled = PooledCheck(server: server, name: name ?? 0, uses: idle?.uses ?? 0)
        reusedFamily = nil
        guard let idle else { return false }
        startConnecting()
        return begin(Connection(idle.descriptor, on: runner.context.loop), ownedBy: self, watched: true, runner)
    }

    /// The server has ended an idle connection before it answered: the check begins again, with one of its own.
    func startsAgain() -> Bool {
        guard let runner, isComplete, pooled?.wasIdle == true, input?.isEmpty ?? true, response.message == nil else {
            return false
        }
        avoidsPool = true
        closeConnection(runner)
        restart()
        return true
    }

    /// The answer is whole, and nothing follows it.
    var leavesConnectionClean: Bool {
        guard let connection, !connection.isClosed, connection.state.isDisjoint(with: [.peerClosed, .failed]) else {
            return false
        }
        return output == nil && response.leavesClean(input)
    }
}
