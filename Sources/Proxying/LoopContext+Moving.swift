import EventLoop
import Transport

/// Servers that get another address while the process runs.
extension LoopContext {
    /// Gives a server another address; connections to the old one serve no further stream, on any loop.
    public func move(_ server: ServerState, of backend: Proxy, to address: SocketAddress) {
        let old = server.address
        server.move(to: address)
        // Without an address there was no connection that is not outdated already.
        if old != address, old.family != .none { outdateConnections(to: server, of: backend) }
    }

    /// The same with another port: one of its own, or one that follows the client's.
    public func move(
        _ server: ServerState, of backend: Proxy, to address: SocketAddress, portOffset: Int?
    ) {
        let changes = server.portOffset != portOffset
        server.portOffset = portOffset
        move(server, of: backend, to: address)
        if changes { outdateConnections(to: server, of: backend) }
    }

    /// A server's name has no address any more.
    func loseAddress(_ server: ServerState, of backend: Proxy) {
        guard server.address.family != .none || !server.conditions.contains(.unresolved) else { return }
        server.loseAddress()
        outdateConnections(to: server, of: backend)
    }

    private func outdateConnections(to server: ServerState, of backend: Proxy) {
        guard let place = backend.servers.firstIndex(where: { $0 === server }) else { return }
        let proxy = backend.index
        for (loop, peer) in peers.enumerated() where loop != index {
            peer.send(.run { $0.outdateConnections(proxy: proxy, server: place) })
        }
        outdateConnections(proxy: proxy, server: place)
    }

    /// Closes this loop's idle connections to a server and lets the others serve only the streams that they have.
    private func outdateConnections(proxy: Int, server place: Int) {
        moveLogServer(proxy: proxy, server: place)
        guard let backends = generation?.backends, backends.indices.contains(proxy),
            let server = backends[proxy]?.usedServer(at: place), server.connectionCount > 0
        else { return }
        for source in loop.registeredSources {
            let owner = (source as? Connection)?.owner
            guard let endpoint = ((owner as? SocksHandshake)?.client ?? owner) as? H1Server, endpoint.server === server
            else { continue }
            endpoint.isOutdated = true
        }
        server.closeIdle()
    }
}
