/// Why a server takes no traffic, or only that of its own clients, whatever its health (management guide, `show servers
/// state`). The raw values are those of the state file.
public struct ServerConditions: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// An operator put it into maintenance.
    public static let forcedMaintenance = ServerConditions(rawValue: 0x01)
    /// The server that it tracks is in maintenance.
    public static let inheritedMaintenance = ServerConditions(rawValue: 0x02)
    /// `disabled` in the configuration; stays as a mark once an operator enabled the server.
    public static let configuredMaintenance = ServerConditions(rawValue: 0x04)
    /// An operator drains it.
    public static let forcedDrain = ServerConditions(rawValue: 0x08)
    public static let inheritedDrain = ServerConditions(rawValue: 0x10)
    /// Its name has no address.
    public static let unresolved = ServerConditions(rawValue: 0x20)
    /// An operator gave it its name.
    public static let renamed = ServerConditions(rawValue: 0x40)

    static let maintenance: ServerConditions = [.forcedMaintenance, .inheritedMaintenance, .unresolved]
    static let drain: ServerConditions = [.forcedDrain, .inheritedDrain]

    public var isInMaintenance: Bool { !isDisjoint(with: .maintenance) }
    public var isDraining: Bool { !isInMaintenance && !isDisjoint(with: .drain) }
}

/// Whether a server works. The raw values are those of the state file.
public enum ServerHealth: UInt8, Sendable {
    case stopped = 0
    /// Up, but still warming up.
    case starting = 1
    case running = 2
    /// Up for its own clients only.
    case stopping = 3
}
