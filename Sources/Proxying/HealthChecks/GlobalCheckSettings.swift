import Memory

/// What the `global` sections say of checks (manual, 3.2).
public struct GlobalCheckSettings: Sendable {
    /// `spread-checks`: percent of the interval.
    public var noise = 0
    /// `max-spread-checks`
    public var longestSpread = Milliseconds.never
    /// `tune.max-checks-per-thread`
    public var mostAtOnce = Int.max
    /// `external-check`
    public var allowsCommands = false
    /// `external-check preserve-env`
    public var keepsEnvironment = false
    /// `insecure-fork-wanted` and `-dI`
    public var allowsProcesses = false
    /// `insecure-setuid-wanted`
    public var allowsChangedUsers = false

    public init() {}
}
