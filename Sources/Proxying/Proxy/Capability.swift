/// Rights of an administrator that a process may keep on its own (capabilities(7)), by the names of `setcap`.
public enum Capability: String, Sendable, CaseIterable {
    case networkRaw = "cap_net_raw"
    case networkAdministration = "cap_net_admin"
    case lowPorts = "cap_net_bind_service"
    case systemAdministration = "cap_sys_admin"

    /// Its place in the system's masks.
    public var bit: UInt64 {
        switch self {
        case .lowPorts: 1 << 10
        case .networkAdministration: 1 << 12
        case .networkRaw: 1 << 13
        case .systemAdministration: 1 << 21
        }
    }
}

/// `set-dumpable`: what a crash leaves behind (manual, 3.1).
public enum CoreDumps: Sendable, Hashable {
    /// What the system would do anyway.
    case untouched
    case enabled
    /// With the program and its libraries.
    case withFiles
}
