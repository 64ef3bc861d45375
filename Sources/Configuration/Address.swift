/// An address as configurations have it (section 2.9).
public struct Address: Sendable, Hashable {
    public enum Family: Sendable, Hashable {
        /// A name that may stand for an IPv4 or an IPv6 address.
        case unspecified
        case ipv4
        case ipv6
        case unix
        /// Linux's abstract namespace; the whole length of the address counts.
        case abstract
        /// Linux's abstract namespace; the name ends with a NUL.
        case abstractZeroTerminated
        /// An inherited descriptor.
        case descriptor
        /// A connected unix socket over which descriptors are passed.
        case socketPair
        /// A server of this configuration, `<backend>/<server>`.
        case reverseHTTP
    }

    /// What bytes go through. QUIC has a datagram socket and a stream transport.
    public enum Kind: Sendable, Hashable {
        case stream
        case datagram
    }

    public enum Host: Sendable, Hashable {
        /// Every address of the family.
        case any
        /// Four bytes in network order.
        case ipv4([UInt8])
        /// Sixteen bytes in network order.
        case ipv6([UInt8])
        /// A name to resolve, or the server of a reverse address.
        case name(String)
        /// A path, or a name in the abstract namespace.
        case path(String)
        case descriptor(Int)
    }

    public enum Port: Sendable, Hashable {
        case none
        case fixed(Int)
        case range(ClosedRange<Int>)
        /// To be added to the port that the client connected to.
        case offset(Int)
    }

    public var family: Family
    public var socketType: Kind
    public var transport: Kind
    /// Whether TCP is to use several paths (MPTCP).
    public var isMultipath: Bool
    public var host: Host
    public var port: Port
    /// The address as it was written.
    public var text: String

    public init(
        family: Family, socketType: Kind = .stream, transport: Kind = .stream, isMultipath: Bool = false, host: Host,
        port: Port = .none, text: String = ""
    ) {
        self.family = family
        self.socketType = socketType
        self.transport = transport
        self.isMultipath = isMultipath
        self.host = host
        self.port = port
        self.text = text
    }

    public var isQUIC: Bool { socketType == .datagram && transport == .stream }

    /// Whether this is an IP address or the name of one.
    public var isInternet: Bool { family == .unspecified || family == .ipv4 || family == .ipv6 }

    /// The ports, one after the other; none without a fixed port.
    public var ports: ClosedRange<Int>? {
        switch port {
        case .fixed(let port): port...port
        case .range(let ports): ports
        case .none, .offset: nil
        }
    }
}

/// Why a text is no acceptable address.
public struct AddressFailure: Error, Sendable, Hashable {
    public let message: String

    public init(_ message: String) { self.message = message }
}
