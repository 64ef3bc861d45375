/// `unix-bind`: what unix sockets of bind lines get that do not say themselves (manual, 3.1).
public struct UnixSocketDefaults: Sendable, Hashable {
    public var prefix = ""
    public var mode: UInt32?
    public var owner: UInt32?
    public var group: UInt32?

    public init() {}

    /// Completes the settings of a bind line.
    func apply(to bind: inout BindSettings) {
        guard bind.address.family == .unix, case .path(let path) = bind.address.host else { return }
        bind.address.host = .path(prefix + path)
        bind.mode = bind.mode ?? mode
        bind.owner = bind.owner ?? owner
        bind.group = bind.group ?? group
    }
}
