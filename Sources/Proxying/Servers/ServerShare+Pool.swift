import EventLoop
import Memory

/// Idle connections of one loop to one server (manual, 4.2 `http-reuse`, 5.2 `pool-*` and `max-reuse`).
extension ServerShare {
    var idleCount: Int { idle.count }

    /// An idle connection that `policy` allows for a session's first or later stream.
    func takeIdle(isFirst: Bool, _ policy: ReusePolicy) -> H1Server? {
        while let last = idle.last {
            switch policy {
            case .never: return nil
            case .safe: if isFirst { return nil }
            case .aggressive: if isFirst, last.uses < 2 { return nil }
            case .always: break
            }
            idle.removeLast()
            if idle.count < fewestIdle { fewestIdle = idle.count }
            leftPool()
            guard last.isAlive else {
                last.close()
                continue
            }
            counters.reuses += 1
            return last
        }
        return nil
    }

    /// Keeps a connection for later streams, or closes it when the limits say so.
    func keep(_ connection: H1Server) {
        let isWornOut = reuseLimit >= 0 && Int(connection.uses) > reuseLimit
        guard !isWornOut, keepsIdle, hasRoom(for: connection), context.idleConnections < context.idleConnectionLimit,
            pool({ $0.enter(limit: poolLimit) })
        else { return connection.close() }
        context.idleConnections += 1
        connection.rest()
        idle.append(connection)
        pool { $0.mark(loop: context.index, hasIdle: true) }
        if purger == nil { purger = PoolPurger(self, on: context) }
    }

    /// Beyond what streams have needed at once, a connection is kept in the place of the oldest idle one, unless that has been
    /// used by more of them: then others may use it that may not use this one.
    private func hasRoom(for connection: H1Server) -> Bool {
        need.note(connectionCount - idle.count)
        // Of those that differ by name each may be the only one of its name.
        guard !namesConnections, connectionCount > need.estimate, let oldest = idle.first else { return true }
        return oldest.uses <= connection.uses && closeOldestIdle()
    }

    /// An idle connection ends.
    func forget(_ connection: H1Server) {
        guard let index = idle.lastIndex(where: { $0 === connection }) else { return }
        idle.remove(at: index)
        if idle.count < fewestIdle { fewestIdle = idle.count }
        leftPool()
    }

    private func leftPool() {
        context.idleConnections -= 1
        pool { $0.leave() }
        if idle.isEmpty { pool { $0.mark(loop: context.index, hasIdle: false) } }
    }

    /// Gives an idle connection to another loop: the descriptor and how often it was used; nil when none is left.
    func lend() -> (descriptor: Int32, uses: UInt32)? {
        while let last = idle.popLast() {
            fewestIdle = min(fewestIdle, idle.count)
            leftPool()
            if last.isAlive, !last.connection.mayRead {
                let uses = last.uses
                let descriptor = last.connection.detach()
                last.close()
                return (descriptor, uses)
            }
            last.close()
        }
        return nil
    }

    /// Closes the oldest idle connection; false without one.
    func closeOldestIdle() -> Bool {
        guard !idle.isEmpty else { return false }
        let oldest = idle.removeFirst()
        fewestIdle = min(fewestIdle, idle.count)
        leftPool()
        oldest.close()
        return true
    }

    /// Closes all idle connections.
    func closeIdle() {
        while let last = idle.popLast() {
            leftPool()
            last.close()
        }
        fewestIdle = 0
    }

    /// Closes half of the connections that nobody has needed since the last time.
    func purge() {
        let unneeded = (fewestIdle + 1) / 2
        for _ in 0..<min(unneeded, idle.count) {
            let oldest = idle.removeFirst()
            leftPool()
            oldest.close()
        }
        fewestIdle = idle.count
        need.age()
    }
}

/// Looks at a pool every `pool-purge-delay`.
final class PoolPurger: EventSource {
    private unowned(unsafe) let server: ServerShare
    private unowned(unsafe) let context: LoopContext

    init(_ server: ServerShare, on context: LoopContext) {
        self.server = server
        self.context = context
        super.init()
        context.loop.register(self)
        context.loop.setDeadline(self, context.now + server.state.settings.poolPurgeDelay)
    }

    override func expired() {
        server.purge()
        if server.idle.isEmpty {
            server.purger = nil
            return context.loop.unregister(self)
        }
        context.loop.setDeadline(self, context.now + server.state.settings.poolPurgeDelay)
    }
}
