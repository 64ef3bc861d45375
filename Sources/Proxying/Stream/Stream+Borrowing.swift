import Memory

/// Server connections that lie idle on another loop.
extension Stream {
    /// Asks a loop that has idle connections to this server for one; false when none has.
    func borrow(_ server: ServerShare, _ backend: BackendShare) -> Bool {
        guard context.generation?.generation.global.sharesIdleConnections == true,
            backend.reuse == .always || backend.reuse == .aggressive || session.streams > 1, backend.reuse != .never,
            server.state.idle.current > server.state.settings.poolLow,
            let lender = server.state.idle.lender(for: context.index), lender < context.peers.count
        else { return false }
        context.ticketNumber &+= 1
        borrowing = context.ticketNumber
        context.waitingStreams[borrowing] = self
        context.peers[lender].send(
            .lend(proxy: backend.proxy.index, server: server.index, stream: borrowing, to: context.index))
        context.loop.register(self)
        context.loop.setDeadline(self, context.now + Stream.longestLoan)
        return true
    }

    /// A loop that does not answer in this time is busy, or has ended.
    private static let longestLoan = Milliseconds(100)

    func borrowingTimedOut() {
        stopBorrowing()
        context.loop.unregister(self)
        guard let server, let backend else { return }
        connect(server, backend)
    }

    /// The loan is not wanted any more; a connection that comes is kept for others.
    func stopBorrowing() {
        guard borrowing != 0 else { return }
        context.waitingStreams.removeValue(forKey: borrowing)
        borrowing = 0
    }

    fileprivate func borrowed(_ endpoint: H1Server?, _ server: ServerShare) {
        borrowing = 0
        context.loop.unregister(self)
        guard let backend else { return }
        guard let endpoint else { return connect(server, backend) }
        server.counters.reuses += 1
        use(endpoint)
    }
}

extension LoopContext {
    /// What another loop answered to a request for a connection.
    func receive(_ descriptor: Int32, uses: UInt32, from server: ServerShare, for number: UInt64) {
        let endpoint = descriptor >= 0 ? server.adopt(descriptor, uses: uses) : nil
        if let stream = waitingStreams.removeValue(forKey: number) {
            stream.borrowed(endpoint, server)
        } else if let endpoint {
            server.keep(endpoint)
        }
    }
}
