import Glibc

/// How TCP finds out what the network bears (`cc`; manual, 5.1 and 5.2; tcp(7), `TCP_CONGESTION`).
public struct CongestionControl: Sendable, Hashable {
    /// The system's name of the algorithm.
    public let name: String

    public init(_ name: String) { self.name = name }

    /// False when the system does not have it, or not for this process; the socket keeps what it has.
    @discardableResult
    public func apply(to descriptor: Int32) -> Bool {
        name.withCString { setsockopt(descriptor, Int32(IPPROTO_TCP), 13, $0, socklen_t(strlen($0))) } == 0
    }

    /// Why no socket of this process can have it; nil if one can.
    public var problem: String? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return apply(to: descriptor) ? nil : String(cString: strerror(errno))
    }
}
