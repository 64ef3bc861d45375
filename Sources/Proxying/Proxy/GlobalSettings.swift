import Configuration
import HTTP
import Memory
import Samples

/// What the `global` sections say (manual, 3).
public struct GlobalSettings: Sendable {
    public var threads = 0
    /// `http-err-codes` and `http-fail-codes`
    public var statusFaults = StatusFaults()
    /// `tune.stick-counters`
    public var stickCounters = 3
    public var maximumConnections = 0
    /// `maxconnrate`; 0 is no limit.
    public var maximumConnectionRate = 0
    /// `maxsessrate`; 0 is no limit.
    public var maximumSessionRate = 0
    public var tuning = Tuning()
    /// What messages may hold, unless a proxy says otherwise: `tune.http.maxhdr` and `h1-…`.
    public var messageLimits = H1Limits()
    public var isDaemon = false
    public var isQuiet = false
    /// `zero-warning` and `-dW`
    public var warningsAreFatal = false
    /// `strict-limits`: limits that cannot be set are errors.
    public var limitsAreStrict = true
    /// `harden.reject-privileged-ports.tcp`
    public var refusesPrivilegedPorts = false
    /// False with `nosplice`.
    public var usesSplice = true
    /// False with `noreuseport`.
    public var usesReusePort = true
    public var pidFile: String?
    public var root: String?
    public var user: UInt32?
    public var group: UInt32?
    /// `setcap`: what is kept when the process changes its user.
    public var capabilities: Set<Capability> = []
    /// `set-dumpable`
    public var coreDumps = CoreDumps.untouched
    /// `tune.renice.runtime`; nil leaves the priority as it was at the start.
    public var priority: Int?
    public var descriptorLimit = 0
    public var hardDescriptorLimit = 0
    /// The open files that the system allows the process once it runs; 0 while that is not known.
    public var descriptors = 0
    public var node: String?
    public var description: String?
    public var hardStopAfter = Milliseconds.never
    public var grace = Milliseconds.zero
    /// `close-spread-time`: over how long a soft stop ends the connections of clients; `.never` if it does not end them.
    public var closeSpread = Milliseconds.zero
    /// `stats socket` lines.
    public var statisticsSockets: [BindSettings] = []
    public var statisticsTimeout = Milliseconds.seconds(10)
    public var statisticsConnections = 10
    /// `tune.cli.max-payload-size`, in bytes.
    public var commandPayloadLimit = 131_072
    public var localPeer: String?
    /// `h1-case-adjust` pairs: name in lower case, name as sent.
    public var caseAdjustments: [String: String] = [:]

    /// `thread-hard-limit`; 0 is none.
    public var threadLimit = 0
    /// `maxpipes`; 0 is as many as needed.
    public var maximumPipes = 0
    /// `thread-groups` and `thread-group`
    public var threadGroups = ThreadGroups()
    /// `cpu-map`, `cpu-set`, `cpu-policy`, `cpu-affinity`
    public var placement = PlacementSettings()
    /// `dns-accept-family`
    public var nameFamilies = Address.Preference.none
    /// `server-state-base` and `server-state-file`
    public var serverStateFolder: String?
    public var serverStateFile: String?
    /// False when `dns-accept-family` wants both families, whether or not the host can reach both.
    public var looksForRoutes = true
    public var unixSockets = UnixSocketDefaults()
    /// `-m`, in megabytes; 0 is none.
    public var memoryLimit = 0
    public var sockets = SocketTuning()
    /// `tune.idle-pool.shared`: loops may take idle connections from one another.
    public var sharesIdleConnections = true
    /// `tune.pool-low-fd-ratio` and `tune.pool-high-fd-ratio`, in percent of the descriptors.
    public var idleDescriptorShares = (low: 20, high: 25)
    /// `log`: the targets of `log global`.
    public var logTargets: [LogTarget] = []
    /// `log-tag`, or the name that the program was started by.
    public var logTag = "apus"
    /// `log-send-hostname`; nil without it.
    public var logHost: String?
    /// `tune.h1.*.glitches-threshold` and `tune.glitches.kill.cpu-usage`
    public var glitches = GlitchLimits()
    /// `tune.vars.*`
    public var variableLimits = VariableLimits()
    /// What is said of health checks.
    public var checks = GlobalCheckSettings()
    /// `tune.listener.default-shards`
    public var defaultShards = BindShards.byThread

    public init() {}

    /// How many idle connections to servers each of these loops may keep.
    func idleConnectionLimit(loops: Int) -> Int {
        guard descriptors > 0 else { return .max }
        return descriptors / 100 * min(idleDescriptorShares.low, idleDescriptorShares.high) / max(1, loops)
    }
}

/// What the keywords of `global` sections fill.
public final class GlobalBuilder {
    public var settings = GlobalSettings()
    /// What expressions may decrypt.
    public let tokenPolicy = TokenPolicy()
    /// `set-var` and `set-var-fmt`, and what is set later.
    public let variables = ProcessVariables()
    /// What expressions may use.
    var expressions: ExpressionScope?
    /// Keywords that have had a line.
    var stated: Set<String> = []
    /// `tune.renice.startup`: sets the priority with which the rest of the configuration is read. It is changed where the
    /// line is met.
    public var setStartPriority: (Int) -> Void = { _ in }
    /// `default-path`
    let directory = WorkingDirectory()
    public init() {}
}
