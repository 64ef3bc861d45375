/// What `proto` names: what is spoken on a connection (manual, 5.1 and 5.2). Each mode has one, so that the word can only agree.
public enum WireProtocol: String, Sendable, CaseIterable {
    case http1 = "h1"
    /// Bytes as they are.
    case none

    /// Those that come with something that is not built.
    static let planned = ["fcgi": "FastCGI", "h2": "HTTP/2", "qmux": "QUIC", "quic": "QUIC", "spop": "SPOE"]

    /// Whether connections of a proxy in that mode can carry it.
    func isUsable(in mode: ProxyMode) -> Bool { (self == .http1) == (mode == .http) }
}
