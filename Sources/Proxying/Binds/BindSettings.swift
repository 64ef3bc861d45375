import Configuration
import Memory
import Transport

/// One `bind` line with one address; a line with several addresses or a port range gives several (manual, 5.1).
public struct BindSettings: Sendable {
    public var address: Address
    public var location: SourceLocation
    public var name = ""
    public var identifier = 0
    public var backlog = 0
    public var maximumConnections = 0
    public var nice = 0
    public var level = AccessLevel.operatorLevel
    public var proxyProtocol = ProxyProtocolUse.none
    public var defersAccept = false
    public var fastOpen = false
    public var transparent = false
    public var onlyIPv6: Bool?
    public var interface: String?
    public var namespace: String?
    public var maximumSegment = 0
    public var userTimeout = Milliseconds.zero
    public var congestionControl: CongestionControl?
    /// `proto`
    public var wireProtocol: WireProtocol?
    /// `tcp-md5sig`
    public var signature: SegmentSignature?
    /// `guid-prefix`: what the sockets' names that nothing else has begin with.
    public var guidPrefix: String?
    /// `tcp-ss`
    public var savesFirstPacket: Int32 = 0
    public var mode: UInt32?
    public var owner: UInt32?
    public var group: UInt32?
    /// `thread`: the loops that accept.
    public var threads = ThreadSet()
    /// `shards`; nil for `tune.listener.default-shards`.
    public var shards: BindShards?
    /// `severity-output`
    public var severityOutput = SeverityOutput.none

    public init(address: Address, location: SourceLocation) {
        self.address = address
        self.location = location
    }
}

/// What a client of a socket may do: `level` (manual, 3.1 `stats socket`).
public enum AccessLevel: UInt8, Sendable, Comparable {
    case user, operatorLevel, admin
    public static func < (left: AccessLevel, right: AccessLevel) -> Bool { left.rawValue < right.rawValue }
}

/// How clients of the runtime API see how serious an answer is (manual, 5.1 `severity-output`).
public enum SeverityOutput: String, Sendable { case none, number, string }

/// What a bind line expects in front of a connection's data.
public enum ProxyProtocolUse: Sendable, Hashable {
    case none
    /// `accept-proxy`
    case required
    /// `accept-netscaler-cip <magic>`
    case netScaler(magic: UInt32)
}
