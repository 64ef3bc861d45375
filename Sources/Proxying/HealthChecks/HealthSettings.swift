import Memory

/// What a server's line says about its health beside the checks themselves (manual, 5.2).
public struct HealthSettings: Sendable, Hashable {
    /// `observe`
    public var observed = ObservedLayer.none
    /// `error-limit`: errors of streams in a row that are too many.
    public var errorLimit = 10
    /// `on-error`
    public var onError = ErrorReaction.failCheck
    /// `on-marked-down shutdown-sessions`
    public var endsStreamsWhenDown = false
    /// `on-marked-up shutdown-backup-sessions`
    public var endsBackupStreamsWhenUp = false
    /// `slowstart`; zero for none.
    public var slowStart = Milliseconds.zero
    /// `init-state`
    public var initialState = InitialState.none
    /// `track`; nil without.
    public var tracked: TrackedName?

    public init() {}
}

/// `observe`: what of a server's traffic counts as a check.
public enum ObservedLayer: UInt8, Sendable { case none, layer4, layer7 }

/// `on-error`
public enum ErrorReaction: UInt8, Sendable {
    /// Check soon.
    case fastInterval
    /// As if a check had failed.
    case failCheck
    /// One more failure and the server is down.
    case suddenDeath
    case markDown
}

/// `init-state`: what is thought of a server before its first check.
public enum InitialState: UInt8, Sendable {
    /// Nothing was said: as `up`, but a state that is known from before wins.
    case none
    /// Up until all checks that it takes have failed.
    case fullyUp
    /// Up until the next check fails.
    case up
    /// Down until the next check succeeds.
    case down
    /// Down until all checks that it takes have succeeded.
    case fullyDown

    var isUp: Bool { self == .none || self == .up || self == .fullyUp }
}

/// `track [<backend>/]<server>`
public struct TrackedName: Sendable, Hashable {
    /// Nil for the server's own.
    public var proxy: String?
    public var server: String

    public init(proxy: String?, server: String) {
        self.proxy = proxy
        self.server = server
    }
}
