import Configuration
import Memory

/// A `stick-table` line (manual, 11.1).
public struct StickTableSettings: Sendable {
    /// What keys are.
    public enum KeyType: UInt8, BitwiseCopyable, Sendable {
        case ipv4, ipv6, integer, string, binary

        /// As the runtime API shows it.
        public var name: String {
            switch self {
            case .ipv4: "ip"
            case .ipv6: "ipv6"
            case .integer: "integer"
            case .string: "string"
            case .binary: "binary"
            }
        }
    }

    /// What servers are remembered by.
    public enum ServerIdentity: Sendable { case name, address }

    /// One kind of data and its arguments.
    public struct Store: Sendable, Equatable {
        /// Elements of an array; 1 for all others.
        public var count = 1
        /// Milliseconds, of a rate.
        public var period: UInt32 = 0

        public init(count: Int = 1, period: UInt32 = 0) {
            self.count = count
            self.period = period
        }
    }

    /// The proxy's.
    public var name: String
    public let location: SourceLocation
    public var keyType: KeyType?
    /// Bytes.
    public var keyLength = 0
    /// Most entries.
    public var size = 0
    /// Nil: entries stay until there is no room for others.
    public var expiry: Milliseconds?
    /// The oldest entry goes when there is no room.
    public var evicts = true
    public var stores: [StickData: Store] = [:]
    public var serverIdentity = ServerIdentity.name
    /// Bytes that rates of bytes count as one.
    public var byteRateFactor: UInt32 = 1
    /// The `peers` section that shares it.
    public var peers: String?
    /// `recv-only`: what is connected elsewhere is learned, too.
    public var isReceiving = false
    /// `write-to`: the table that gets a copy of some of what peers say.
    public var learner: String?

    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
    }

    /// Entries say which server a client was at.
    mutating func storeServers() {
        stores[.serverID] = Store()
        stores[.serverKey] = Store()
    }

    /// Whether the entries of a table that was declared so can serve another declaration: nothing that is fixed when a table is made
    /// has changed.
    func isAdoptable(as other: StickTableSettings) -> Bool {
        keyType == other.keyType && keyLength == other.keyLength && stores == other.stores && size == other.size
            && expiry == other.expiry && evicts == other.evicts && byteRateFactor == other.byteRateFactor
            && serverIdentity == other.serverIdentity && peers == other.peers && isReceiving == other.isReceiving
            && learner == other.learner
    }
}
