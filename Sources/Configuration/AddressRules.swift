/// What an address may be where it stands (section 2.9).
public struct AddressRules: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// A port may follow an IP address.
    public static let port = AddressRules(rawValue: 1 << 0)
    /// A port must follow an IP address, and it must not be zero.
    public static let portRequired = AddressRules(rawValue: 1 << 1)
    /// `80-90`.
    public static let portRange = AddressRules(rawValue: 1 << 2)
    /// `+100` and `-100`: relative to the port that the client connected to.
    public static let portOffset = AddressRules(rawValue: 1 << 3)
    /// Host names.
    public static let names = AddressRules(rawValue: 1 << 4)
    /// Byte streams: TCP and stream sockets of the unix family.
    public static let stream = AddressRules(rawValue: 1 << 5)
    /// Datagrams: UDP and datagram sockets of the unix family.
    public static let datagram = AddressRules(rawValue: 1 << 6)
    /// QUIC.
    public static let quic = AddressRules(rawValue: 1 << 7)
    /// `unix@`, `abns@` and paths.
    public static let unix = AddressRules(rawValue: 1 << 8)
    /// `fd@`.
    public static let descriptors = AddressRules(rawValue: 1 << 9)
    /// `sockpair@`.
    public static let socketPairs = AddressRules(rawValue: 1 << 10)
    /// `rhttp@`.
    public static let reverseHTTP = AddressRules(rawValue: 1 << 11)
    /// Datagrams are meant where nothing is said.
    public static let datagramByDefault = AddressRules(rawValue: 1 << 12)

    /// The address of a `bind` line.
    public static let listener: AddressRules = [
        .port, .portRequired, .portRange, .names, .stream, .quic, .unix, .descriptors, .socketPairs, .reverseHTTP,
    ]
    /// The address of a `server` line.
    public static let server: AddressRules = [
        .port, .portOffset, .names, .stream, .quic, .unix, .socketPairs, .reverseHTTP,
    ]
    /// The address of a `server` line of a proxy, which may be a log backend.
    public static let proxyServer: AddressRules = server.union(.datagram)
    /// The target of a `log` line.
    public static let log: AddressRules = [.port, .names, .stream, .datagram, .unix, .descriptors, .datagramByDefault]
    /// The address of a `dgram-bind` line.
    public static let datagramListener: AddressRules = [
        .port, .portRequired, .portRange, .names, .datagram, .unix, .descriptors, .datagramByDefault,
    ]
    /// The address of a `nameserver` line.
    public static let nameserver: AddressRules = [.port, .portRequired, .stream, .datagram, .datagramByDefault]
    /// The address that connections to servers come from.
    public static let source: AddressRules = [.port, .portRange, .names, .stream]
}
