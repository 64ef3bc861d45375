/// Server connections that serve one client alone (manual, 4.2 `max-session-srv-conns` and `http-reuse never`). They are the
/// session's while they lie idle.
extension Session {
    /// Takes the idle connection to a server, if there is one that can still be used.
    func takeConnection(to server: ServerShare, named name: UInt64 = 0) -> H1Server? {
        guard let first = privateConnection else { return nil }
        if first.server === server, first.name == name {
            privateConnection = extras?.privateConnections.popLast()
            return usable(first)
        }
        guard
            let place = extras?.privateConnections.firstIndex(where: { $0.server === server && $0.name == name }),
            let endpoint = extras?.privateConnections.remove(at: place)
        else { return nil }
        return usable(endpoint)
    }

    private func usable(_ endpoint: H1Server) -> H1Server? {
        if endpoint.isAlive { return endpoint }
        endpoint.close()
        return nil
    }

    func hasConnection(to server: ServerShare) -> Bool {
        guard let first = privateConnection else { return false }
        return first.server === server || extras?.privateConnections.contains { $0.server === server } == true
    }

    /// Keeps a connection for the client's next request, or ends it when there are enough of them.
    func keepConnection(_ endpoint: H1Server) {
        if privateConnection != nil { dropDead() }
        let kept = privateConnection == nil ? 0 : 1 + (extras?.privateConnections.count ?? 0)
        guard kept < frontend.keptServerConnections else { return endpoint.leave() }
        endpoint.rest()
        guard privateConnection != nil else {
            privateConnection = endpoint
            return
        }
        if extras == nil { extras = SessionExtras() }
        extras?.privateConnections.append(endpoint)
    }

    /// Lets go of those that their servers have ended: they count no more.
    private func dropDead() {
        extras?.privateConnections.removeAll { usable($0) == nil }
        if let first = privateConnection, usable(first) == nil {
            privateConnection = extras?.privateConnections.popLast()
        }
    }

    func closeConnections() {
        privateConnection?.close()
        privateConnection = nil
        guard let others = extras?.privateConnections, !others.isEmpty else { return }
        extras?.privateConnections = []
        for endpoint in others { endpoint.close() }
    }
}
