import Configuration
import Memory

/// What a server's line says about its checks (manual, 5.2). All servers of a farm that say the same share it.
public struct CheckSettings: Sendable, Hashable {
    /// `check`
    public var isEnabled = false
    /// `inter`
    public var interval = Milliseconds.seconds(2)
    /// `fastinter`: while the state changes; nil for `inter`.
    public var fastInterval: Milliseconds?
    /// `downinter`: while it is down; nil for `inter`.
    public var downInterval: Milliseconds?
    /// `rise`: successes until it is up.
    public var rise = 2
    /// `fall`: failures until it is down.
    public var fall = 3
    /// `port`; nil for the server's own.
    public var port: Int?
    /// `addr`; nil for the server's own.
    public var address: Address?
    /// `check-send-proxy`
    public var sendsProxy = false
    /// `check-via-socks4`
    public var usesSocks = false
    /// `check-reuse-pool`
    public var reusesPool = false
    /// `check-pool-conn-name`
    public var poolName: [UInt8]?
    /// `healthcheck`: the section that says what is done; nil for the proxy's own check.
    public var sectionName: String?
    /// `check-proto`; nil where nothing is said.
    public var kind: CheckPlan.Kind?
    /// `agent-port`; 0 for none.
    public var agentPort = 0
    /// `agent-addr`; nil for the server's own.
    public var agentAddress: Address?
    /// `agent-send`
    public var agentMessage: [UInt8] = []

    /// `agent-check`
    public var hasAgent = false
    /// `agent-inter`
    public var agentInterval = Milliseconds.seconds(2)

    public init() {}
}
