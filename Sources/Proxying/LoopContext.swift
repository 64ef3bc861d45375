import EventLoop
import HTTP
import Memory
import Samples
import Transport

/// What one loop's objects share: the loop, its pools, and its shares of the running generation.
///
/// It belongs to the loop's thread and is not `Sendable`; other threads leave work in `mailbox`.
public final class LoopContext {
    public let loop: Loop
    public let index: Int
    let buffers: BufferPool
    private let bufferPool: Unretained<BufferPool>
    /// For bodies larger than a buffer.
    let largeBuffers: BufferPool
    let messages = Pool<Message>(name: "message")
    let streams = Pool<Stream>(name: "stream")
    let sessions = Pool<Session>(name: "session")
    let connections = Pool<Connection>(name: "connection")
    let endpoints = Pool<Endpoint>(name: "endpoint")
    let applets = Pool<Applet>(name: "applet")
    let variables = Pool<VariableStore>(name: "variables")
    let records = Pool<StreamRecord>(name: "stream_record")
    /// Names that are resolved; on the first loop only.
    let resolutions = Pool<Resolution>(name: "resolution")
    /// Checks that are under way.
    let checks = Pool<CheckRun>(name: "check")
    private let captures = Pool<CaptureStore>(name: "captures")
    private let bandwidths = Pool<StreamBandwidth>(name: "bandwidth")
    /// Made when the first expression is evaluated.
    lazy var evaluation = StreamEvaluation(self, valueLimit: buffers.bufferSize)
    /// When the call began that works on a stream, in nanoseconds; 0 where that is not measured.
    var callBegan: UInt64 = 0
    /// What streams cost is measured.
    private(set) var measuresStreams = false
    /// Where answers are put together; made for the first one.
    lazy var answerMemory = Buffer(capacity: 4 * buffers.bufferSize)
    /// Shared by all loops.
    var processVariables: ProcessVariables { generation?.generation.variables ?? noVariables }
    private let noVariables = ProcessVariables()
    /// When the loop was made.
    let started = Clock.monotonic()
    lazy var logDates = LogDates(self)
    /// Seconds since 1970.
    var wallSeconds: Int64 { logDates.seconds }
    let receivedHeaders = Pool<ReceivedProxyHeader>(name: "proxy_header")
    let receivedRecords = UnevenPool(name: "proxy_tlv")
    /// At most one request for each frontend and one response for each backend.
    let invalidMessages = UnevenPool(name: "invalid_msg")
    /// Streams that wait for a server, with the heads of their requests.
    let waits = UnevenPool(name: "pendconn")
    public let pools = PoolRegistry()
    /// Makes statistics pages; set before the loop runs.
    public var statistics: (any StatisticsReporter)?
    private var pipes: [Pipe] = []
    private let pipeCount = Pool<Pipe>(name: "pipe")
    /// This loop's part of `maxpipes`.
    var pipeLimit = Int.max
    /// `tune.pipesize`; 0 is the system's.
    var pipeSize = 0
    public let mailbox: Mailbox<LoopMessage>
    /// The mailboxes of all loops, this one's included.
    let peers: [Mailbox<LoopMessage>]
    /// Of the loops that have ended, known to the first one.
    public internal(set) var endedPeers: Set<Int> = []
    let acceptBatch: Int
    /// Entries of tables that a peer may be told of before others get their turn.
    let peerUpdatesAtOnce: Int
    let patternCacheSize: Int
    /// Bytes of a request's first line that logs get.
    let requestLineLength: Int
    var listeners: [ListenerSource] = []
    var connectionLimit = ConnectionLimit(0)
    var rates = ProcessRates(GlobalSettings())
    /// Idle connections to servers, and how many of them the process's descriptors allow this loop
    /// (`tune.pool-low-fd-ratio`, `tune.pool-high-fd-ratio`).
    var idleConnections = 0
    var idleConnectionLimit = Int.max
    /// A soft stop is under way.
    public internal(set) var isStopping = false
    /// While clients are ended one after the other.
    var spreadClosing: SpreadClosing?
    lazy var trimmer = PoolTrimmer(self)
    lazy var lateWatch = LateWatch(loop)
    let trimsHeap: Bool
    /// Streams in queues, by the number on their ticket.
    var waitingStreams: [UInt64: Stream] = [:]
    var ticketNumber: UInt64 = 0
    /// What listens for log lines of others.
    var logDatagramSources: [LogDatagramSource] = []
    var logStreamListeners: [LogStreamListener] = []
    /// What listens for peers; and, on the first loop only, what shares tables with them.
    var peerListeners: [PeerListener] = []
    var peerGroups: [PeerGroup] = []
    /// What sends the rings' lines to their servers; on the first loop only.
    var ringForwarders: [RingForwarder] = []
    /// Those among them that serve log backends.
    var logServerForwarders: [LogServerPlace: RingForwarder] = [:]
    /// Removes what has expired in tables; on the first loop only.
    var tablePurger: StickTablePurger?
    /// What finds addresses of names; on the first loop only.
    public internal(set) var names: NameResolution?
    /// Servers that warm up; on the first loop.
    lazy var warmUps = WarmUps(self)
    /// Makes the next check of a server that this loop checks come within `fastinter`; set by what runs checks.
    var hurryCheck: ((ServerState) -> Void)?
    /// What runs the checks of this loop's part of the servers; nil without any.
    var checkRunner: CheckRunner?
    /// This loop's share of the running generation; set before the loop runs.
    public var generation: GenerationShare? {
        didSet {
            guard generation?.generation.costs.contains(.streamMeasures) == true else { return }
            measuresStreams = true
            loop.measuresTurns = true
        }
    }

    /// - Parameter mailboxes: of all loops; this loop's own is at `index`.
    public init(index: Int, tuning: Tuning, mailboxes: [Mailbox<LoopMessage>]) throws(SystemError) {
        guard index < mailboxes.count else { throw SystemError(22, "mailbox") }
        self.index = index
        mailbox = mailboxes[index]
        peers = mailboxes
        acceptBatch = max(1, tuning.acceptBatch)
        peerUpdatesAtOnce = max(1, tuning.peerUpdatesAtOnce)
        patternCacheSize = tuning.patternCacheSize
        requestLineLength = tuning.requestLineLength
        rewriteReserve = tuning.rewriteReserve
        loop = try Loop(eventsAtOnce: tuning.eventsAtOnce, pollsBusily: tuning.pollsBusily)
        trimsHeap = tuning.trimsHeap
        buffers = BufferPool(name: "buffer", bufferSize: tuning.bufferSize)
        bufferPool = Unretained(buffers)
        largeBuffers = BufferPool(name: "large_buffer", bufferSize: 65536 + Buffer.headroom + Buffer.tailroom)
        pools.add(buffers)
        pools.add(largeBuffers)
        pools.add(messages)
        pools.add(streams)
        pools.add(sessions)
        pools.add(connections)
        pools.add(endpoints)
        pools.add(applets)
        pools.add(variables)
        pools.add(records)
        pools.add(resolutions)
        pools.add(captures)
        pools.add(checks)
        pools.add(bandwidths)
        pools.add(receivedHeaders)
        pools.add(receivedRecords)
        pools.add(invalidMessages)
        pools.add(waits)
        pools.add(pipeCount)
    }

    /// Room kept free while a head is received: `tune.maxrewrite`.
    let rewriteReserve: Int

    /// Does what another thread asks for.
    public func handle(_ message: LoopMessage) {
        switch message {
        case .run(let body): body(self)
        case .granted(let ticket, let proxy, let server):
            guard let backend = generation?.backends[proxy], let share = backend.server(at: server) else { return }
            deliver(ticket, share)
        case .requeued(let ticket): requeue(ticket)
        case .lend(let proxy, let server, let stream, let loop):
            let idle = generation?.backends[proxy]?.server(at: server)?.lend()
            guard loop < peers.count else { return }
            peers[loop].send(
                .lent(
                    proxy: proxy, server: server, stream: stream, descriptor: idle?.descriptor ?? -1,
                    uses: idle?.uses ?? 0))
        case .lent(let proxy, let server, let stream, let descriptor, let uses):
            guard let share = generation?.backends[proxy]?.server(at: server) else { return }
            receive(descriptor, uses: uses, from: share, for: stream)
        case .resumeListeners: for listener in listeners { listener.resume() }
        case .softStop: stopSoftly()
        case .hardStop: stopHard()
        case .stop: loop.stop()
        }
    }

    /// Client connections of this loop.
    public var sessionCount: Int { sessions.figures.used }

    public var now: Milliseconds { loop.now }

    /// An empty buffer of `tune.bufsize`; nil when there is no memory.
    public func takeBuffer() -> Buffer? { bufferPool { $0.take() } }

    /// The bytes of a buffer that `takeBuffer` gives.
    var usualBufferSize: Int { bufferPool { $0.bufferSize } }

    /// Gives a buffer back to the pool of its size.
    public func give(_ buffer: consuming Buffer) {
        let isUsual = buffer.capacity == bufferPool { $0.bufferSize }
        if isUsual { buffers.give(buffer) } else { largeBuffers.give(buffer) }
    }

    /// A copy of what a buffer holds; nil without memory.
    func copy(_ buffer: Buffer) -> Buffer? {
        guard let copy = buffers.take() else { return nil }
        buffer.withBytes { bytes in _ = copy.append(bytes) }
        return copy
    }

    /// An empty pipe; nil when there are as many as `maxpipes` allows.
    func takePipe() -> Pipe? {
        if let pipe = pipes.popLast() {
            pipeCount.count(pipe)
            return pipe
        }
        guard pipeCount.figures.used < pipeLimit, let pipe = Pipe(size: pipeSize) else { return nil }
        pipeCount.count(pipe)
        return pipe
    }

    /// A pipe that still holds bytes is closed, so that nothing of one stream reaches another.
    func give(_ pipe: Pipe) {
        pipeCount.drop()
        if pipe.count == 0, pipes.count < 32 { pipes.append(pipe) }
    }

    func takeVariables(for scope: VariableScope) -> VariableStore {
        let store = variables.take { VariableStore() }
        store.begin(for: scope, generation?.generation.variableBudget)
        return store
    }

    func give(_ store: consuming VariableStore) {
        store.removeAll()
        variables.give(store)
    }

    var pipesUsed: Int { pipeCount.figures.used }
    /// Kept for reuse.
    var pipesFree: Int { pipes.count }

    func takeCaptures() -> CaptureStore { captures.take { CaptureStore() } }

    func give(_ store: consuming CaptureStore) {
        store.removeAll()
        captures.give(store)
    }

    func takeBandwidth(for stream: Stream) -> StreamBandwidth {
        let bandwidth = bandwidths.take { StreamBandwidth(stream) }
        bandwidth.reuse(stream)
        return bandwidth
    }

    func give(_ bandwidth: consuming StreamBandwidth) { bandwidths.give(bandwidth) }

    func takeMessage() -> Message { messages.take { Message() } }

    func give(_ message: consuming Message) {
        message.reset()
        messages.give(message)
    }
}

/// What another thread asks of a loop.
public enum LoopMessage: Sendable {
    /// Runs on the loop.
    case run(@Sendable (LoopContext) -> Void)
    /// A server's slot for a stream that waits on this loop.
    case granted(QueueTicket, proxy: Int, server: Int)
    /// A stream that waits on this loop was taken out of its server's queue, to go to another one.
    case requeued(QueueTicket)
    /// A connection has ended: listeners that wait for that go on.
    case resumeListeners
    /// No new connections; ends with the last session.
    case softStop
    /// Another loop wants an idle connection for one of its streams.
    case lend(proxy: Int, server: Int, stream: UInt64, to: Int)
    /// The answer: a connection, whose descriptor is -1 when there is none.
    case lent(proxy: Int, server: Int, stream: UInt64, descriptor: Int32, uses: UInt32)
    /// Ends what a soft stop has left, and tells clients that still wait.
    case hardStop
    /// Ends at once.
    case stop
}

/// The `tune.*` words that loops need.
public struct Tuning: Sendable {
    /// `tune.bufsize`
    public var bufferSize = 16384
    /// `tune.maxrewrite`
    public var rewriteReserve = 1024
    /// `tune.http.logurilen`
    public var requestLineLength = 1023
    /// `tune.http.cookielen`
    public var cookieLength = 63
    /// `tune.pattern.cache-size`
    public var patternCacheSize = 10_000
    /// `tune.maxpollevents`
    public var eventsAtOnce = EpollPoller.usualCapacity
    /// `busy-polling`
    public var pollsBusily = false
    /// False with `no-memory-trimming`.
    public var trimsHeap = true
    /// `tune.maxaccept`
    public var acceptBatch = 64
    /// `tune.peers.max-updates-at-once`
    public var peerUpdatesAtOnce = 200

    public init() {}
}
