/// `mode` (manual, 4.2).
public enum ProxyMode: UInt8, Sendable {
    case tcp, http
    /// A backend that log lines are sent to.
    case log
}

/// What happens to connections after a response: `option http-keep-alive`, `http-server-close`, `httpclose`.
public enum PersistenceMode: UInt8, Sendable, Comparable {
    case keepAlive, serverClose, close

    public static func < (left: PersistenceMode, right: PersistenceMode) -> Bool { left.rawValue < right.rawValue }
}
