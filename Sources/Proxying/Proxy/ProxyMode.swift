/// `mode` (manual, 4.2).
public enum ProxyMode: UInt8, Sendable { case tcp, http }

/// What happens to connections after a response: `option http-keep-alive`, `http-server-close`, `httpclose`.
public enum PersistenceMode: UInt8, Sendable { case keepAlive, serverClose, close }
