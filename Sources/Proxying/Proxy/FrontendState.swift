import Synchronization

/// Whether a frontend accepts connections; operators change it for the whole process.
public enum FrontendState: UInt8, Sendable {
    case open
    /// `disable frontend`
    case paused
    /// `shutdown frontend`: for good.
    case stopped
}

extension Proxy {
    public var frontendState: FrontendState {
        get { FrontendState(rawValue: frontendStateStore.load(ordering: .relaxed)) ?? .open }
        set { frontendStateStore.store(newValue.rawValue, ordering: .relaxed) }
    }
}
