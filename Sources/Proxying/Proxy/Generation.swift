import Balancing
import HTTP
import Samples
import Synchronization

/// One loaded configuration: immutable, shared by all loops.
public final class Generation: Sendable {
    public let global: GlobalSettings
    /// In the order of the configuration; a proxy's index in it is its handle inside the process.
    public let proxies: [Proxy]

    /// `maxconn` of the process.
    public let connections: ConnectionLimit
    public let rates: ProcessRates
    /// How busy the loops are, by number.
    let usages: [LoopUsage]

    /// Invalid messages seen so far, on all loops.
    public let invalidMessages = InvalidMessageCount()
    /// `h1-case-adjust`; nil when there is none.
    let headerCase: HeaderCase?

    let stopTally = StopTally()
    /// How many warnings the configuration caused.
    public let warnings: Int
    /// Rings that lines are logged to.
    public let rings: [LogRing]
    /// `log-forward` sections.
    public let logForwards: [LogForward]
    /// Tables of what is known of clients; their numbers are those in rules and expressions.
    public let stickTables: [StickTable]
    /// `peers` sections.
    public let peers: [Peers]
    /// `resolvers` sections.
    public let resolvers: [ResolversSettings]
    /// Which addresses names are resolved to.
    let nameFamilies: NameFamilies
    /// Maps and lists of patterns.
    public let patterns: PatternRegistry

    /// `healthcheck` sections by name.
    let checkSections: [String: CheckPlan]

    /// `userlist` sections in their order.
    let userLists: [UserList]

    /// Variables of the process.
    public let variables: ProcessVariables
    /// What all variables may take; nil without a limit.
    let variableBudget: VariableBudget?

    /// What expressions and formats ask for that would cost the others something.
    public let costs: CostlyItems

    public let tracking: Tracking

    init(
        global: GlobalSettings, proxies: [Proxy], patterns: PatternRegistry, userLists: [UserList],
        variables: ProcessVariables, checkSections: [String: CheckPlan] = [:],
        rings: [LogRingSettings] = [], stickTables: [StickTable] = [], peers: [Peers] = [],
        resolvers: [ResolversSettings] = [], nameFamilies: NameFamilies = .both,
        logForwards: [LogForward] = [], costs: CostlyItems, warnings: Int
    ) {
        self.userLists = userLists
        self.checkSections = checkSections
        self.stickTables = stickTables
        self.peers = peers
        self.resolvers = resolvers
        self.nameFamilies = nameFamilies
        self.variables = variables
        variableBudget = global.variableLimits == VariableLimits() ? nil : VariableBudget(global.variableLimits)
        if let variableBudget { variables.limit(variableBudget) }
        self.warnings = warnings
        self.costs = costs
        self.patterns = patterns
        self.logForwards = logForwards
        self.rings = rings.map { LogRing($0) }
        headerCase = global.caseAdjustments.isEmpty ? nil : HeaderCase(global.caseAdjustments)
        self.global = global
        connections = ConnectionLimit(global.maximumConnections)
        rates = ProcessRates(global)
        usages = (0..<max(1, global.threads)).map { _ in LoopUsage() }
        self.proxies = proxies
        tracking = Tracking(proxies)
    }
}

extension Generation {
    /// From how many bytes on a body of a direction goes through a pipe in the kernel: long ones always, since that is
    /// cheaper, and all that do not fit a buffer where `wish` or `splice-auto` is among a proxy's options.
    func spliceThreshold(_ options: ProxyOptions, _ wish: ProxyOptions) -> Int {
        guard global.usesSplice else { return .max }
        return options.isDisjoint(with: [.spliceAuto, wish]) ? 128 * 1024 : global.tuning.bufferSize
    }
}

/// A proxy of a generation: its settings, and the run-time state of its servers.
public final class Proxy: Sendable {
    public let settings: ProxySettings
    public let index: Int
    /// The proxies that rules send to, by index.
    public let defaultBackend: Int?
    public let servers: [ServerState]
    /// `rate-limit sessions`
    let rateLimit: RateLimit?
    /// `cookie`; nil without one, and in TCP mode.
    public let cookies: CookiePersistence?
    /// Where everything goes without choice (`dispatch`).
    let dispatch: ServerState?
    public let set: ServerSet
    public let availability = BackendAvailability()
    public let farm: FarmVersion
    /// `maxconn` of the frontend.
    public let connections: ConnectionLimit
    /// Streams that wait for any server.
    public let queue = PendingQueue()
    /// What all loops count together; nil where no expression asks.
    let counts: ProxyCounts?
    /// Log lines of the frontend so far.
    let logLines = Atomic<UInt32>(0)
    /// `FrontendState`
    let frontendStateStore = Atomic<UInt8>(FrontendState.open.rawValue)
    private let publication: Atomic<Bool>
    /// What the limits of servers with `minconn` follow; nil without any.
    let load: FarmLoad?
    /// Lines that wait for servers of a log backend, by the server's index; nil for those that get datagrams, empty for other
    /// proxies.
    let logRings: [LogRing?]
    private let ticketCount = Atomic<UInt64>(0)

    /// Where its log lines go, `log global` replaced.
    public let logTargets: [LogTarget]
    let logSampleCounters: [LogSampleCounter]

    init(
        _ settings: ProxySettings, index: Int, defaultBackend: Int?, _ resolved: [ResolvedServer],
        logTargets: [LogTarget] = [], costs: CostlyItems
    ) {
        self.logTargets = logTargets
        logSampleCounters = logTargets.map { _ in LogSampleCounter() }
        self.settings = settings
        counts = costs.isDisjoint(with: [.frontendRates, .backendStreams]) ? nil : ProxyCounts()
        self.index = index
        self.defaultBackend = defaultBackend
        connections = ConnectionLimit(settings.isFrontend ? settings.maximumConnections : 0)
        publication = Atomic(!settings.startsUnpublished)
        rateLimit = settings.isFrontend && settings.sessionRate > 0 ? RateLimit(settings.sessionRate) : nil
        let farm = FarmVersion()
        self.farm = farm
        let availability = availability
        let load = resolved.contains { $0.settings.hasRamp } ? FarmLoad(full: settings.fullConnections) : nil
        self.load = load
        servers = resolved.map { server in
            let state = ServerState(
                server, farm, availability, load: load, countsRate: costs.contains(.serverRates))
            if let saved = server.saved { state.restore(saved) }
            return state
        }
        let states = servers
        logRings = settings.mode == .log ? resolved.map { LogRing(of: $0.settings, in: settings) } : []
        cookies =
            settings.mode == .http
            ? settings.cookie.map { CookiePersistence($0, key: settings.dynamicCookieKey, states) } : nil
        dispatch = settings.dispatch.map { address in
            let server = ServerSettings(name: "<dispatch>", location: settings.location)
            return ServerState(ResolvedServer(server, address: address), FarmVersion(), availability)
        }
        set = ServerSet(
            slots: servers.map(\.slot), farm: farm, usesAllBackups: settings.options.contains(.allBackups))
        availability.begin(set)
        availability.observer = self
    }

    /// Rules may lead to the backend; loops learn of a change by `LoopContext.applyPublication`. A disabled one stays closed to
    /// rules that are not forced.
    public var isPublished: Bool {
        get { !settings.isDisabled && publication.load(ordering: .relaxed) }
        set { publication.store(newValue, ordering: .relaxed) }
    }

    /// The order of arrival in the backend's queues.
    func nextTicket() -> UInt64 { ticketCount.add(1, ordering: .relaxed).newValue }
}
