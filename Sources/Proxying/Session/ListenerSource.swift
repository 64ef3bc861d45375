import CLinux
import EventLoop
import Glibc
import Memory
import Transport

/// A loop's ear on a listening socket: accepts connections and makes sessions of them.
final class ListenerSource: EventSource {
    let listener: Listener
    private let socket: ListenDescriptor
    private var descriptor: Int32 { socket.number }
    private let traits: ListenerTraits
    /// Where the frontend keeps the traits.
    private let traitsPlace: UInt16
    /// `mss` below zero: how much smaller clients' segments are than agreed.
    private let segmentReduction: Int32
    private unowned(unsafe) let frontend: FrontendShare
    private unowned(unsafe) let context: LoopContext
    private let refusesPrivilegedPorts: Bool
    private(set) var isWatching = true
    /// `disable frontend`
    private var isDisabled = false
    private var counters = ListenerCounters()
    /// Before that, the log is not told again what is short.
    private var nextComplaint = Milliseconds.zero

    init(_ listener: Listener, _ socket: ListenDescriptor, _ frontend: FrontendShare, _ context: LoopContext)
        throws(SystemError)
    {
        self.listener = listener
        self.socket = socket
        self.frontend = frontend
        self.context = context
        traits = ListenerTraits(
            limit: listener.connections, nice: Int16(clamping: listener.settings.nice),
            identifier: Int32(clamping: listener.settings.identifier), name: listener.settings.name)
        guard let place = frontend.keep(traits) else { throw SystemError(ENFILE, "listen") }
        traitsPlace = place
        refusesPrivilegedPorts = context.generation?.generation.global.refusesPrivilegedPorts == true
        segmentReduction = Int32(clamping: min(0, listener.settings.maximumSegment))
        super.init()
        if traits.nice != 0 { context.loop.usesNiceness = true }
        frontend.prepare(listeningOn: descriptor)
        try context.loop.register(self, descriptor: descriptor, .listener)
    }

    override var niceness: Int { Int(traits.nice) }

    override func ready(_ readiness: Readiness) {
        guard MemoryReserve.isLeft else { return pause(for: .limitedMemory) }
        for _ in 0..<context.acceptBatch {
            guard isWatching, admit() else { return }
            var storage = sockaddr_storage()
            var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
            let file = withUnsafeMutablePointer(to: &storage) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { apus_accept(descriptor, $0, &length) }
            }
            guard file >= 0 else {
                let number = errno
                context.release(frontend, traits)
                if let shortage = Shortage(number) { pause(for: shortage) }
                return
            }
            begin(file, SocketAddress(&storage))
        }
    }

    /// Counts the connection that may be accepted, or pauses.
    private func admit() -> Bool {
        guard hasRoom(context.rates.connections), hasRoom(context.rates.sessions) else { return false }
        if let limit = frontend.rateLimit {
            guard limit({ hasRoom($0) }) else { return false }
            limit { $0.count(context.now) }
        }
        guard context.connectionLimit.enter() else {
            pause(context.connectionLimit)
            return false
        }
        guard frontend.proxy.connections.enter() else {
            _ = context.connectionLimit.leave()
            pause(frontend.proxy.connections)
            return false
        }
        if let limit = traits.limit, !limit.enter() {
            _ = frontend.proxy.connections.leave()
            _ = context.connectionLimit.leave()
            pause(limit)
            return false
        }
        return true
    }

    /// Whether a limit lets one more come now; if not, looks again in a while.
    private func hasRoom(_ limit: RateLimit) -> Bool {
        if limit.hasRoom(context.now) { return true }
        stopWatching()
        context.loop.setDeadline(self, context.now + limit.pause)
        return false
    }

    /// Leaves what exceeds a limit to the kernel's queue until a connection ends.
    private func pause(_ limit: ConnectionLimit) {
        stopWatching()
        if !limit.pause() { resume() }
    }

    /// What a client needs is not there: tries again in a while.
    private func pause(for shortage: Shortage) {
        stopWatching()
        context.loop.setDeadline(self, context.now + Milliseconds(100))
        guard context.now >= nextComplaint else { return }
        nextComplaint = context.now + Shortage.pauseBetweenComplaints
        let complaint = shortage.complaint(
            of: frontend.proxy.settings.name, descriptors: context.generation?.generation.global.descriptors ?? 0)
        context.log(frontend.proxy, .emergency, complaint)
    }

    override func expired() { resume() }

    func resume() {
        guard !isWatching, !isDisabled, !context.isStopping, slot >= 0 else { return }
        isWatching = true
        try? context.loop.watch(self, descriptor: descriptor, .listener)
    }

    private func stopWatching() {
        guard isWatching else { return }
        isWatching = false
        context.loop.unwatch(descriptor: descriptor)
    }

    /// Stops until `enable`: clients are refused where the socket is this loop's own.
    func disable() {
        guard !isDisabled else { return }
        isDisabled = true
        stopWatching()
        if hasOwnPort { shutdown(descriptor, Int32(SHUT_RD)) }
    }

    func enable() {
        guard isDisabled else { return }
        isDisabled = false
        if hasOwnPort {
            listen(descriptor, Int32(clamping: listener.settings.backlog > 0 ? listener.settings.backlog : 4096))
        }
        resume()
    }

    /// A unix socket or one that other loops share cannot be closed to clients and opened again.
    private var hasOwnPort: Bool { listener.settings.address.isInternet && socket.userCount == 1 }

    /// Stops for good.
    func end() {
        stopWatching()
        context.loop.unregister(self)
        socket.release()
    }

    private func begin(_ file: Int32, _ source: SocketAddress) {
        context.rates.connections.count(context.now)
        if refusesPrivilegedPorts, source.family == .ipv4 || source.family == .ipv6, source.port < 1024 {
            close(file)
            frontend.counters.connectionRefused(context.now)
            return context.release(frontend, traits)
        }
        if segmentReduction < 0 { reduceSegments(of: file) }
        let connection = Connection(file, on: context.loop)
        let session = Session(context, frontend, traits: traitsPlace, source: source)
        var header = listener.settings.proxyProtocol
        if let rules = frontend.rules.tcpConnection {
            guard let expected = admits(connection, session, rules) else { return }
            if expected != .none { header = expected }
        }
        guard header == .none else { return beginPreface(connection, session, header) }
        serve(connection, session)
    }

    /// Runs `tcp-request connection` rules; nil when they have refused the client, else the header that they expect.
    private func admits(_ connection: Connection, _ session: Session, _ rules: Unretained<RuleSet>) -> ProxyProtocolUse?
    {
        guard context.passes(rules, session, connection) else {
            frontend.counters.connectionRefused(context.now)
            session.abandon()
            connection.resetAtClose()
            connection.close()
            context.release(frontend, traits)
            return nil
        }
        return context.evaluation.expectedHeader
    }

    /// Makes the endpoint of a client, unless `tcp-request session` rules refuse it.
    private func serve(_ connection: Connection, _ session: Session, data: Buffer? = nil) {
        let client = makeClient(connection, session)
        if let data { client.input = data }
        if let rules = frontend.rules.tcpSession, !context.passes(rules, session, connection) {
            frontend.counters.deniedSessions &+= 1
            return client.close()
        }
        if frontend.costs.contains(.tracking) { session.countTracked(.sessionCount, .sessionRate) }
        client.begin()
    }

    private func reduceSegments(of file: Int32) {
        let tcp = Int32(IPPROTO_TCP)
        guard let agreed = SocketOption.get(file, tcp, TCP_MAXSEG) else { return }
        SocketOption.set(file, tcp, TCP_MAXSEG, max(1, agreed + segmentReduction))
    }

    /// The session and the endpoint of an accepted connection.
    private func makeClient(_ connection: Connection, _ session: Session) -> FrontEndpoint {
        if session.destinationPort == 0 { session.destinationPort = listener.port }
        let client: FrontEndpoint =
            frontend.mode == .http ? H1Client(connection, session) : PassClient(connection, session)
        connection.owner = client
        attach(connection)
        context.sessions.count(session)
        context.endpoints.count(client)
        return client
    }

    private func attach(_ connection: Connection) {
        guard connection.slot < 0 else { return }
        connection.attachUnwatched()
        context.watchSoon(connection)
        frontend.prepare(connection)
        frontend.sessionBegan(context.now)
        context.rates.sessions.count(context.now)
        counters.sessionBegan()
        context.connections.count(connection)
    }

    // MARK: PROXY headers

    private func beginPreface(_ connection: Connection, _ session: Session, _ use: ProxyProtocolUse) {
        let preface = ProxyPreface(connection, self, session, use)
        connection.owner = preface
        attach(connection)
        connection.setDeadline(context.now + frontend.timeouts.client)
        preface.connectionReady()
    }

    /// A PROXY header was read: the client is who it says.
    func serve(
        _ connection: Connection, _ session: Session, source: SocketAddress, _ header: ReceivedProxyHeader, data: Buffer
    ) {
        session.endHandshake()
        session.source = source
        session.received(header)
        session.destinationPort = header.destination?.port ?? listener.port
        if data.isEmpty {
            context.give(data)
            serve(connection, session)
        } else {
            serve(connection, session, data: data)
        }
    }

    /// A connection without a correct PROXY header was ended.
    func refused(_ session: Session) {
        session.abandon()
        frontend.sessionEnded()
        context.release(frontend, traits)
        context.endIfIdle()
    }

    // MARK: Statistics

    /// The index of its proxy.
    var proxy: Int { listener.proxy }

    var report: ListenerReport {
        ListenerReport(settings: listener.settings, isListening: isWatching, counters: counters)
    }

    var descriptorReport: DescriptorReport {
        DescriptorReport(
            descriptor: descriptor, kind: .listener, state: isWatching ? "RDY" : "PAU",
            bits: isWatching ? 1 : 0,
            proxy: frontend.proxy.settings.name, server: nil)
    }

    func clearCounters(all: Bool) { counters.clear(all: all) }
}
