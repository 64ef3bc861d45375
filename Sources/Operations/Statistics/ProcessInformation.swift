import Glibc
import Memory
import Proxying

/// What `show info` says of the process: facts, limits and sums over all loops.
struct ProcessInformation {
    /// One line: its place, which never changes, name, tags, value and meaning.
    struct Field: Sendable {
        let position: Int
        let name: String
        let tags: MetricTags
        let value: MetricValue
        let summary: String

        init(_ position: Int, _ name: String, _ tags: StaticString, _ value: MetricValue, _ summary: String) {
            self.position = position
            self.name = name
            self.tags = MetricTags(tags)
            self.value = value
            self.summary = summary
        }
    }

    private let facts: ProcessFacts
    private let global: GlobalSettings
    private let generation: Generation
    private let loops: Int
    private let usesDecimals: Bool
    private let poolAllocated: Int
    private let poolUsed: Int
    private let poolFailures: Int
    private let frontends: [ProxyTotals.Counted<FrontendCounters>]
    private let apiUse: RuntimeAPIUse
    private let reports: [LoopReport]
    private let droppedLogs: UInt64
    private let receivedLogs: UInt64

    init(
        _ facts: ProcessFacts, _ generation: Generation, _ reports: [LoopReport],
        apiUse: RuntimeAPIUse = RuntimeAPIUse(),
        usesDecimals: Bool
    ) {
        self.facts = facts
        self.generation = generation
        self.apiUse = apiUse
        self.usesDecimals = usesDecimals
        global = generation.global
        loops = reports.count
        let pools = reports.flatMap(\.pools)
        poolAllocated = pools.reduce(0) { $0 + $1.allocated * $1.size }
        poolUsed = pools.reduce(0) { $0 + $1.used * $1.size }
        poolFailures = pools.reduce(0) { $0 + $1.failures }
        self.reports = reports
        receivedLogs = reports.reduce(0) { $0 &+ $1.receivedLogs }
        droppedLogs = reports.reduce(0) { $0 &+ $1.droppedLogs }
        frontends = reports.flatMap { report in
            report.proxies.compactMap { part in part.frontend.map { ($0, report.now) } }
        }
    }

    private func sum<Count: FixedWidthInteger>(_ count: (LoopReport) -> Count) -> Count {
        reports.reduce(0) { $0 &+ count($1) }
    }

    /// Bind lines with a socket on some loop, and the sockets of the runtime API.
    private var listeners: Int {
        let open = reports.flatMap { report in
            report.proxies.indices.flatMap { proxy in
                report.proxies[proxy].listeners.map { "\(proxy) \($0.settings.identifier) \($0.settings.address.text)" }
            }
        }
        return Set(open).count + global.statisticsSockets.count
    }

    var fields: [Field] { identity + memory + connections + rates + encryption + state + totals }

    private var identity: [Field] {
        let uptime = facts.uptime
        let seconds: MetricValue =
            usesDecimals ? .decimal(Double(uptime.milliseconds) / 1000) : .unsigned(Int(uptime.seconds))
        return [
            Field(0, "Name", "POSV", .text(facts.name), "Product name"),
            Field(1, "Version", "POSV", .text(facts.version), "Product version"),
            Field(2, "Release_date", "POSV", .text(facts.releaseDate), "Date of latest source code update"),
            Field(3, "Nbthread", "CGSV", .unsigned(loops), "Number of started threads (global.nbthread)"),
            Field(4, "Nbproc", "CGSV", .unsigned(1), "Number of started worker processes (historical, always 1)"),
            Field(5, "Process_num", "KGPV", .unsigned(1), "Relative worker process number (1)"),
            Field(6, "Pid", "SGPV", .unsigned(Int(facts.identifier)), "This worker process identifier for the system"),
            Field(
                7, "Uptime", "MDPV", .text(uptime.text),
                "How long ago this worker process was started (days+hours+minutes+seconds)"),
            Field(8, "Uptime_sec", "MDPV", seconds, "How long ago this worker process was started (seconds)"),
        ]
    }

    private func megabytes(_ bytes: Int) -> MetricValue {
        usesDecimals ? .decimal(Double(bytes) / 1_048_576) : .unsigned(bytes / 1_048_576)
    }

    private var memory: [Field] {
        [
            Field(
                9, "Memmax_MB", "CLPV", .unsigned(global.memoryLimit),
                "Worker process's hard limit on memory usage in MB (-m on command line)"),
            Field(10, "PoolAlloc_MB", "MGPV", megabytes(poolAllocated), "Amount of memory allocated in pools (in MB)"),
            Field(11, "PoolUsed_MB", "MGPV", megabytes(poolUsed), "Amount of pool memory currently used (in MB)"),
            Field(
                12, "PoolFailed", "MCPV", .unsigned(poolFailures),
                "Number of failed pool allocations since this worker was started"),
        ]
    }

    private var descriptorLimit: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        return Int(clamping: limit.rlim_cur)
    }

    private var connections: [Field] {
        let limit = generation.connections.limit
        let sessions = frontends.total { $0.sessions } &+ apiUse.begun
        let requests = frontends.total { $0.requests } &+ apiUse.begun
        return [
            Field(
                13, "Ulimit-n", "CLPV", .unsigned(descriptorLimit),
                "Hard limit on the number of per-process file descriptors"),
            Field(
                14, "Maxsock", "CLPV", .unsigned(descriptorLimit), "Hard limit on the number of per-process sockets"),
            Field(
                15, "Maxconn", "CLPV", .unsigned(limit),
                "Hard limit on the number of per-process connections (configured or imposed by Ulimit-n)"),
            Field(
                16, "Hard_maxconn", "CLPV", .unsigned(max(limit, global.maximumConnections)),
                "Hard limit on the number of per-process connections (imposed by Memmax_MB or Ulimit-n)"),
            Field(
                17, "CurrConns", "MGPV", .unsigned(generation.connections.current),
                "Current number of connections on this worker process"),
            Field(
                18, "CumConns", "MCPV", .unsigned(Int(clamping: sessions)),
                "Total number of connections on this worker process since started"),
            Field(
                19, "CumReq", "MCPV", .unsigned(Int(clamping: requests)),
                "Total number of requests on this worker process since started"),
            Field(
                20, "MaxSslConns", "MMPV", .unsigned(0),
                "Hard limit on the number of per-process SSL endpoints (front+back), 0=unlimited"),
            Field(
                21, "CurrSslConns", "MGPV", .unsigned(0),
                "Current number of SSL endpoints on this worker process (front+back)"),
            Field(
                22, "CumSslConns", "MCPV", .unsigned(0),
                "Total number of SSL endpoints on this worker process since started (front+back)"),
            Field(
                23, "Maxpipes", "CLPV", .unsigned(global.maximumPipes),
                "Hard limit on the number of pipes for splicing, 0=unlimited"),
            Field(
                24, "PipesUsed", "MGPV", .unsigned(sum(\.pipesUsed)),
                "Current number of pipes in use in this worker process"),
            Field(
                25, "PipesFree", "MGPV", .unsigned(sum(\.pipesFree)),
                "Current number of allocated and available pipes in this worker process"),
        ]
    }

    private var rates: [Field] {
        let connections = frontends.rate { $0.connectionRate }
        let sessions = frontends.rate { $0.sessionRate }
        return [
            Field(
                26, "ConnRate", "MRPV", .unsigned(connections.now),
                "Number of front connections created on this worker process over the last second"),
            Field(
                27, "ConnRateLimit", "CLPV", .unsigned(generation.rates.connections.limit),
                "Hard limit for ConnRate (global.maxconnrate)"),
            Field(
                28, "MaxConnRate", "MMPV", .unsigned(connections.maximum),
                "Highest ConnRate reached on this worker process since started (in connections per second)"),
            Field(
                29, "SessRate", "MRPV", .unsigned(sessions.now),
                "Number of sessions created on this worker process over the last second"),
            Field(
                30, "SessRateLimit", "CLPV", .unsigned(generation.rates.sessions.limit),
                "Hard limit for SessRate (global.maxsessrate)"),
            Field(
                31, "MaxSessRate", "MRPV", .unsigned(sessions.maximum),
                "Highest SessRate reached on this worker process since started (in sessions per second)"),
        ]
    }

    private var state: [Field] {
        return [
            Field(
                47, "Tasks", "MGPV", .unsigned(sum(\.sources)),
                "Total number of tasks in the current worker process (active + sleeping)"),
            Field(
                48, "Run_queue", "MGPV", .unsigned(sum(\.deferred)),
                "Total number of active tasks+tasklets in the current worker process"),
            Field(
                49, "Idle_pct", "MaPV", .unsigned(sum(\.idlePercent) / max(1, reports.count)),
                "Percentage of last second spent waiting in the current worker thread"),
            Field(50, "node", "COSV", .text(global.node ?? HostName.current), "Node name (global.node)"),
        ]
            + (global.description.map {
                [Field(51, "description", "COSV", .text($0), "Node description (global.description)")]
            } ?? [])
            + [
                Field(
                    52, "Stopping", "MGPV", .unsigned(reports.contains(where: \.isStopping) ? 1 : 0),
                    "1 if the worker process is currently stopping, otherwise zero"),
                Field(
                    53, "Jobs", "MGPV", .unsigned(generation.connections.current + listeners + apiUse.connected),
                    "Current number of active jobs on the current worker process (frontend connections, master "
                        + "connections, listeners)"),
                Field(
                    54, "Unstoppable Jobs", "MGPV", .unsigned(0),
                    "Current number of unstoppable jobs on the current worker process (master connections)"),
                Field(
                    55, "Listeners", "MGPV", .unsigned(listeners),
                    "Current number of active listeners on the current worker process"),
                Field(
                    56, "ActivePeers", "MGPV", .unsigned(reports.reduce(0) { $0 + $1.peerConnections.active }),
                    "Current number of verified active peers connections on the current worker process"),
                Field(
                    57, "ConnectedPeers", "MGPV", .unsigned(reports.reduce(0) { $0 + $1.peerConnections.connected }),
                    "Current number of peers having passed the connection step on the current worker process"),
                Field(
                    58, "DroppedLogs", "MGPV", .long(droppedLogs),
                    "Total number of dropped logs for current worker process since started"),
            ] + unused(ProcessInformation.laterState)
    }

    private var encryption: [Field] { unused(ProcessInformation.laterEncryption) }

    private func unused(_ rows: [(Int, String, StaticString, String)]) -> [Field] {
        rows.map { Field($0.0, $0.1, $0.2, .unsigned(0), $0.3) }
    }

    private var totals: [Field] {
        let started = Int(facts.startedWall.rawValue / 1000)
        return [
            Field(
                61, "TotalBytesOut", "MGPV", .long(sum { $0.figures.bytesSent }),
                "Total number of bytes emitted by current worker process since started"),
            Field(
                62, "TotalSplicedBytesOut", "MGPV", .long(sum { $0.figures.bytesSpliced }),
                "Total number of bytes emitted by current worker process through a kernel pipe since started"),
            Field(
                63, "BytesOutRate", "MRPV", .long(sum(\.bytesRate)),
                "Number of bytes emitted by current worker process over the last second"),
            Field(
                64, "DebugCommandsIssued", "MGPV", .unsigned(0),
                "Number of debug commands issued on this process (anything > 0 is unsafe)"),
            Field(
                65, "CumRecvLogs", "MCPV", .long(receivedLogs),
                "Total number of log messages received by log-forwarding listeners on this worker process since started"
            ),
            Field(66, "Build info", "POSV", .text(facts.version), "Build info"),
            Field(
                67, "Memmax_bytes", "CLPV", .unsigned(global.memoryLimit << 20),
                "Worker process's hard limit on memory usage in byes (-m on command line)"),
            Field(
                68, "PoolAlloc_bytes", "MGPV", .long(UInt64(clamping: poolAllocated)),
                "Amount of memory allocated in pools (in bytes)"),
            Field(
                69, "PoolUsed_bytes", "MGPV", .long(UInt64(clamping: poolUsed)),
                "Amount of pool memory currently used (in bytes)"),
            Field(70, "Start_time_sec", "MDPV", .unsigned(started), "Start time in seconds"),
            Field(71, "Tainted", "SGPV", .text("0"), "Experimental features used"),
            Field(72, "TotalWarnings", "MCPV", .unsigned(generation.warnings), "Total warnings issued"),
            Field(
                73, "MaxconnReached", "MCPV", .unsigned(generation.connections.timesReached),
                "Number of times an accepted connection resulted in Maxconn being reached"),
            Field(
                74, "BootTime_ms", "MDPV", .unsigned(Int(facts.bootTime.rawValue)),
                "How long ago it took to parse and process the config before being ready (milliseconds)"),
        ]
    }
}
