import Configuration
import Memory
import Samples

/// One `server` line, `default-server` included (manual, 5.2). A farm may have ten thousand: what is the same for many is
/// shared by them.
@dynamicMemberLookup
public struct ServerSettings: Sendable {
    public var name: String
    public var location: SourceLocation
    public var identifier = 0
    private var labelStore: Shared<ServerLabels>?
    private var addressStore: Shared<Address>?
    private var optionStore: Shared<ServerOptions>

    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
        optionStore = Shared(ServerOptions())
    }

    public var address: Address? {
        get { addressStore?.value }
        set { addressStore = newValue.map { Shared($0) } }
    }

    /// `cookie`
    public var cookie: [UInt8]? {
        get { labelStore?.value.cookie }
        set { label { $0.cookie = newValue } }
    }

    /// `guid`
    public var guid: String? {
        get { labelStore?.value.guid }
        set { label { $0.guid = newValue } }
    }

    private mutating func label(_ body: (inout ServerLabels) -> Void) {
        var labels = labelStore?.value ?? ServerLabels()
        body(&labels)
        labelStore = Shared(labels)
    }

    public var options: ServerOptions { optionStore.value }

    public subscript<Value>(dynamicMember member: WritableKeyPath<ServerOptions, Value>) -> Value {
        get { optionStore.value[keyPath: member] }
        set { optionStore.value[keyPath: member] = newValue }
    }

    /// `maxconn`, or what `minconn` alone makes of it.
    var connectionLimit: Int { max(options.maximumConnections, options.minimumConnections) }

    /// The limit follows the backend's load.
    var hasRamp: Bool { options.minimumConnections > 0 && options.minimumConnections < options.maximumConnections }

    /// Lines are sent to it one by one (`udp@…` in a log backend).
    var takesDatagrams: Bool { address?.transport == .datagram }

    /// Without an address that is known from the start; a name is kept.
    var withoutFixedAddress: ServerSettings {
        var settings = self
        if case .name? = address?.host { return settings }
        settings.addressStore = nil
        return settings
    }

    /// Shares the options of `other` if they are the same.
    mutating func share(with other: ServerSettings?) {
        if let other, options == other.options { optionStore = other.optionStore }
    }
}

/// What a server is called besides its name; few have that.
private struct ServerLabels: Sendable {
    var cookie: [UInt8]?
    var guid: String?
}

public enum ProxyHeaderVersion: UInt8, Sendable { case none, v1, v2 }

/// `proxy-v2-options` that need no TLS.
public struct ProxyHeaderOptions: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let crc32c = ProxyHeaderOptions(rawValue: 2)
    /// `unique-id-format` of the frontend.
    public static let uniqueIdentifier = ProxyHeaderOptions(rawValue: 8)
    /// The name of the host that the client wants, as a PROXY header from it said.
    public static let authority = ProxyHeaderOptions(rawValue: 4)
}

public enum ServerHashKey: UInt8, Sendable { case identifier, address, addressAndPort, guid }

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
        /// The address that a request names; nil for the usual one.
        case header(Expression)
    }

    /// The address is one that requests name.
    var header: Expression? {
        if case .header(let expression) = transparency { return expression }
        return nil
    }

    /// Each client has an address of its own.
    var followsClient: Bool { transparency == .client || transparency == .clientIP }

    public init() {}
}
