import Balancing
import Configuration
import EventLoop
import Memory
import Synchronization
import Transport

/// A server of the configuration with the address found for it; nil when it has none yet.
public struct ResolvedServer: Sendable {
    public let settings: ServerSettings
    public let address: Address?
    /// What was true of it before the process began.
    let saved: SavedServer?

    init(_ settings: ServerSettings, address: Address?, saved: SavedServer? = nil) {
        self.settings = settings
        self.address = address
        self.saved = saved
    }
}

/// What is true of a server in the whole process and may change while it runs.
public final class ServerState: Sendable {
    public let settings: ServerSettings
    public let slot: ServerSlot
    /// Idle connections of all loops.
    let idle = IdleConnections()
    /// Streams that wait for this server and no other.
    public let queue = PendingQueue()
    /// All connections to it, idle ones included; nil without `strict-maxconn`.
    let connections: ConnectionLimit?
    /// The path of a unix server.
    public let path: [UInt8]?
    private let portOffsetStore: Atomic<Int32>
    private let addressStore: Mutex<SocketAddress>
    /// The name that SRV records or an operator gave it.
    private let nameStore = Mutex<String?>(nil)
    private let namespaceStore = Mutex<NetworkNamespace?>(nil)
    /// `ServerConditions`
    let conditionStore: Atomic<UInt32>
    /// `ServerHealth`
    let healthStore = Atomic<UInt8>(ServerHealth.running.rawValue)
    /// Milliseconds of the last change of state.
    let changeStore = Atomic<Int64>(Clock.monotonic().rawValue)

    let availability: BackendAvailability
    /// What its checks found out; nil without `check`.
    public let checkRecord: CheckRecord?
    /// What its agent said; nil without `agent-check`.
    public let agentRecord: CheckRecord?
    /// Streams per second of all loops; nil where no expression asks.
    let rate: SharedRate?

    /// Where sockets to the server are made; set before the process gives up its rights, nil for its own.
    public var namespace: NetworkNamespace? {
        get { namespaceStore.withLock { $0 } }
        set { namespaceStore.withLock { $0 = newValue } }
    }

    public init(
        _ server: ResolvedServer, _ farm: FarmVersion, _ availability: BackendAvailability, load: FarmLoad? = nil,
        countsRate: Bool = false
    ) {
        rate = countsRate ? SharedRate() : nil
        self.availability = availability
        let check = server.settings.check
        let initial = server.settings.health.initialState
        checkRecord = check.isEnabled ? CheckRecord(rise: check.rise, fall: check.fall, initial) : nil
        if !initial.isUp { healthStore.store(ServerHealth.stopped.rawValue, ordering: .relaxed) }
        // One answer of an agent is enough.
        agentRecord = check.hasAgent ? CheckRecord(rise: 1, fall: 1) : nil
        settings = server.settings.withoutFixedAddress
        let configured = server.settings.address
        var address = SocketAddress(server.address)
        // The port is known before the name has an address.
        if address.family == .none, let port = configured?.ports?.lowerBound { address.port = UInt16(clamping: port) }
        slot = ServerSlot(
            identifier: server.settings.identifier, farm: farm, weight: server.settings.weight,
            isBackup: server.settings.isBackup,
            isUsable: initial.isUp && !server.settings.isDisabled && address.family != .none,
            limit: server.settings.connectionLimit, minimum: server.settings.minimumConnections, load: load,
            queueLimit: server.settings.maximumQueue, hashKey: settings.ringKey(at: address))
        connections =
            server.settings.limitsConnections && server.settings.connectionLimit > 0
            ? ConnectionLimit(server.settings.connectionLimit) : nil
        path = server.address?.socketPath
        let resolved = server.address ?? configured
        let portOffset: Int32
        if case .offset(let offset)? = resolved?.port {
            portOffset = Int32(clamping: offset)
        } else if case .none? = resolved?.port, resolved?.isInternet == true, !server.settings.isService {
            portOffset = 0
        } else {
            portOffset = Self.fixedPort
        }
        portOffsetStore = Atomic(portOffset)
        var conditions: ServerConditions = []
        if server.settings.isDisabled { conditions.formUnion([.forcedMaintenance, .configuredMaintenance]) }
        if address.family == .none { conditions.insert(.unresolved) }
        conditionStore = Atomic(conditions.rawValue)
        addressStore = Mutex(address)
    }

    public var name: String { settings.name }

    /// In the place of an offset: the port is the server's own.
    private static let fixedPort = Int32.max

    /// How the server's port follows from the client's (`server s 192.0.2.1:+100`); nil when it is fixed.
    public internal(set) var portOffset: Int? {
        get {
            let offset = portOffsetStore.load(ordering: .relaxed)
            return offset == Self.fixedPort ? nil : Int(offset)
        }
        set { portOffsetStore.store(newValue.map { Int32(clamping: $0) } ?? Self.fixedPort, ordering: .relaxed) }
    }

    /// The name that its address is found by; nil without one. Services have it from their SRV record.
    public internal(set) var hostName: String? {
        get { nameStore.withLock { $0 } ?? (settings.isService ? nil : settings.hostName) }
        set { nameStore.withLock { $0 = newValue } }
    }

    /// The name whose SRV records describe it.
    public var serviceName: String? { settings.isService ? settings.hostName : nil }

    public var address: SocketAddress {
        get { addressStore.withLock { $0 } }
        set {
            addressStore.withLock { $0 = newValue }
            if let key = settings.ringKey(at: newValue) { slot.hashKey = key }
        }
    }
}

extension SocketAddress {
    /// The binary form of a configured address whose name is resolved; family `none` when there is none.
    public init(_ address: Address?) {
        self.init()
        guard let address else { return }
        let port = address.ports.flatMap { UInt16(exactly: $0.lowerBound) } ?? 0
        switch address.host {
        case .ipv4(let bytes): self = .ipv4(UInt32(truncatingIfNeeded: SocketAddress.word(bytes)), port: port)
        case .ipv6(let bytes):
            self.init(
                family: .ipv6, high: SocketAddress.word(bytes.prefix(8)), low: SocketAddress.word(bytes.suffix(8)),
                port: port)
        case .path: self = .unix
        case .any:
            self = address.family == .ipv6 ? SocketAddress(family: .ipv6, port: port) : .ipv4(0, port: port)
        case .name, .descriptor: break
        }
    }

    private static func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
