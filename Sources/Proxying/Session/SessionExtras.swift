import Samples

/// What few sessions have; made for the first of it.
final class SessionExtras {
    /// What came in front of the data.
    var proxyHeader: ReceivedProxyHeader?
    /// The connection's addresses, where the session has others.
    var connectionEnds: ConnectionEnds?
    /// Where a rule says that the client went.
    var statedDestination: StatedAddress?
    /// Variables of the session.
    var variables: VariableStore?
    /// What the first stream behind an upgrade goes on with.
    var upgrade: HTTPUpgrade?
    /// Server connections that serve this session alone, behind the first one.
    var privateConnections: ContiguousArray<H1Server> = []
    /// Oddities that the client has sent.
    var glitches = 0
    /// Entries of tables that it counts in.
    var tracked = TrackedEntries()
}

extension Session {
    var proxyHeader: ReceivedProxyHeader? {
        get { extras?.proxyHeader }
        set { keep(newValue, at: \.proxyHeader) }
    }

    var connectionEnds: ConnectionEnds? {
        get { extras?.connectionEnds }
        set { keep(newValue, at: \.connectionEnds) }
    }

    var statedDestination: StatedAddress? {
        get { extras?.statedDestination }
        set { keep(newValue, at: \.statedDestination) }
    }

    var variables: VariableStore? {
        get { extras?.variables }
        set { keep(newValue, at: \.variables) }
    }

    var upgrade: HTTPUpgrade? {
        get { extras?.upgrade }
        set { keep(newValue, at: \.upgrade) }
    }

    private func keep<Value>(_ value: Value?, at path: ReferenceWritableKeyPath<SessionExtras, Value?>) {
        if extras == nil, value != nil { extras = SessionExtras() }
        extras?[keyPath: path] = value
    }
}
