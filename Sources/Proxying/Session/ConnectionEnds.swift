import Transport

/// Where a client's connection comes from and goes to, as `tcp-request connection` rules left it: kept when a PROXY header
/// or a later rule says something else of the session (manual, 7.3.3 `fc_src`).
struct ConnectionEnds {
    let source: SocketAddress
    /// Nil where it is the connection's own.
    let destination: SocketAddress?
}

extension Session {
    /// Keeps the connection's addresses; the session gets others.
    func keepConnectionEnds() {
        guard connectionEnds == nil else { return }
        connectionEnds = ConnectionEnds(source: source, destination: statedDestination?.address)
    }

    var connectionSource: SocketAddress { connectionEnds?.source ?? source }

    func connectionDestination(of connection: Connection) -> SocketAddress {
        guard let connectionEnds else { return destination(of: connection) }
        return connectionEnds.destination ?? connection.localAddress
    }
}
