import Configuration
import Memory

/// One `server` line, `default-server` included (manual, 5.2).
public struct ServerSettings: Sendable {
    public var name: String
    public var location: SourceLocation
    public var address: Address?
    public var identifier = 0
    public var weight = 1
    public var isBackup = false
    public var isDisabled = false
    public var maximumConnections = 0
    public var source: SourceBinding?
    public var sendsProxy = ProxyHeaderVersion.none
    public var proxyOptions = ProxyHeaderOptions()
    public var fastOpen = false
    public var userTimeout = Milliseconds.zero
    public var poolLimit = -1
    public var poolLow = 0
    public var poolPurgeDelay = Milliseconds.seconds(5)
    public var maximumReuse = -1
    public var redirection: [UInt8]?
    public var namespace: String?
    /// `log-proto`; nil where nothing is said.
    public var logFraming: LogFraming?
    public var hashKey = ServerHashKey.identifier
    /// `init-addr`: the ways to an address, tried in order.
    public var initialAddress: [InitialAddress] = [.last, .libc]
    public var resolution = ServerResolution()

    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
    }
}

public enum ProxyHeaderVersion: UInt8, Sendable { case none, v1, v2 }

/// `proxy-v2-options` that need no TLS.
public struct ProxyHeaderOptions: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let crc32c = ProxyHeaderOptions(rawValue: 2)
    /// The name of the host that the client wants, as a PROXY header from it said.
    public static let authority = ProxyHeaderOptions(rawValue: 4)
}

public enum ServerHashKey: UInt8, Sendable { case identifier, address, addressAndPort }

public enum InitialAddress: Sendable, Hashable {
    case last, libc, none
    case fixed(Address)
}

/// `source` of a backend or a server: where connections start from.
public struct SourceBinding: Sendable, Hashable {
    public var address: Address?
    /// Ports that are tried in turn.
    public var ports: ClosedRange<Int>?
    public var interface: String?
    /// `usesrc`
    public var transparency = Transparency.none

    public enum Transparency: Sendable, Hashable {
        case none, client, clientIP
        case address(Address)
    }

    /// Each client has an address of its own.
    var followsClient: Bool { transparency == .client || transparency == .clientIP }

    public init() {}
}
