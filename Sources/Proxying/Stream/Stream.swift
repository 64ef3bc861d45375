import Balancing
import EventLoop
import HTTP
import Memory
import Samples
import Transport

/// One exchange: a request, where it goes, and the response.
///
/// The front end owns it from the request's head to the last byte of the response; then it goes back to its loop's pool.
public final class Stream: EventSource {
    let context: LoopContext
    unowned(unsafe) var session: Session
    unowned(unsafe) var front: FrontEndpoint
    unowned(unsafe) var back: BackEndpoint?
    unowned(unsafe) var backend: BackendShare?
    unowned(unsafe) var server: ServerShare?
    var request: Message?
    /// What few streams have; owned, and followed without counting.
    var extras: Unmanaged<StreamExtras>?
    var cursor = RuleCursor()
    /// When the rule that waits goes on; zero while none does.
    var ruleDeadline = Milliseconds.zero
    var summary = RequestSummary()
    var state = State()
    var persistence = PersistenceMode.keepAlive
    /// Balancing has chosen the server and would choose another one as gladly.
    var isBalanced = false
    var retriesLeft = 0
    /// What is sent is kept for another try (`retry-on`).
    var isKept = false
    var timing = StreamTiming()
    var bytes = StreamBytes()
    var termination = Termination()
    /// The server that it went to last, also when its place there is free again.
    unowned(unsafe) var target: ServerShare?
    /// The status that the client got; 0 before.
    var status: UInt16 = 0
    /// `StreamNumbers`; 0 before it was asked for.
    var number: UInt32 = 0
    /// What was wrong with the last try to connect.
    var connectError = ConnectionError.none
    /// The status that a server sent; 0 before.
    var serverStatus: UInt16 = 0
    /// Tries to connect after the first.
    var retries: UInt16 = 0

    struct State: OptionSet {
        let rawValue: UInt16
        static let requestEnded = State(rawValue: 1)
        static let requestSent = State(rawValue: 2)
        static let headSent = State(rawValue: 4)
        /// The response's head went to the client.
        static let responded = State(rawValue: 8)
        static let responseEnded = State(rawValue: 16)
        static let tunnel = State(rawValue: 32)
        static let finished = State(rawValue: 64)
        static let usesSlot = State(rawValue: 128)
        static let connected = State(rawValue: 256)
        /// The server connection has served others before.
        static let reused = State(rawValue: 512)
        /// The body is awaited before a server is chosen.
        static let gathering = State(rawValue: 1024)
        /// A rule waits for something.
        static let waitsInRules = State(rawValue: 2048)
        /// An answer made here is in the hands of rules; what they answer is not given to them again.
        static let editsReply = State(rawValue: 4096)
        /// A further try went to another server.
        static let redispatched = State(rawValue: 8192)
        /// The log was told of it.
        static let logged = State(rawValue: 16384)
        /// A rule has limited how fast bodies may pass.
        static let limitsBandwidth = State(rawValue: 32768)
    }

    init(_ context: LoopContext, _ session: Session, _ front: FrontEndpoint) {
        self.context = context
        self.session = session
        self.front = front
        super.init()
    }

    deinit { extras?.release() }

    /// Makes a pooled stream ready for its next exchange.
    func reuse(_ session: Session, _ front: FrontEndpoint) {
        self.session = session
        self.front = front
        state = []
        summary = RequestSummary()
        cursor = RuleCursor()
        ruleDeadline = .zero
        timing = StreamTiming(near: context.now)
        timing.began = context.now
        bytes = StreamBytes()
        termination = Termination()
        target = nil
        status = 0
        serverStatus = 0
        connectError = .none
        retries = 0
        queuePositions = QueuePositions()
        number = 0
    }

    /// The first exchange byte came at `received`; so many bytes of the request are here.
    func began(received: ShortTime, head: Int) {
        let now = context.now
        timing.accepted = session.readySince.time(before: now)
        timing.handshake = Milliseconds(Int64(session.handshake))
        timing.received = max(received.time(before: now), timing.accepted + timing.handshake)
        bytes.requestIn = UInt64(truncatingIfNeeded: head)
        if context.measuresStreams { beginCall() }
    }

    // MARK: Ends

    /// The client's end, called without counting: it lives to the end of the turn in which it is closed.
    @inline(__always)
    func withFront<Result>(_ body: (FrontEndpoint) -> Result) -> Result { Unretained(front)(body) }

    func other(than endpoint: Endpoint) -> Endpoint? {
        endpoint === front ? back ?? applet : front
    }

    /// The sink `endpoint` has room again: its source goes on.
    func roomOpened(for endpoint: Endpoint) {
        other(than: endpoint)?.pump()
    }

    /// The request goes, or has gone, to a server.
    var hasServer: Bool { state.contains(.headSent) }

    /// The server still owes something: the rest of its response, or of the request it takes.
    var waitsForServer: Bool {
        state.contains(.headSent) && (!state.contains(.responseEnded) || back?.hasPendingOutput == true)
            && (state.contains(.requestEnded) || back?.hasPendingOutput == true || state.contains(.responded))
    }

    // MARK: Request

    /// Works on a request whose head is whole.
    ///
    /// - Parameter session: the stream's own, which the caller holds.
    func start(_ message: Message, in session: Session) {
        request = message
        summary.method = message.method
        summary.isOld = message.minorVersion == 0
        summary.wantsUpgrade = message.flags.contains(.upgrade)
        summary.hasBody = message.framing != .none
        let frontend = session.frontend
        summary.usesProxyHeader = frontend.options.contains(.useProxyHeader) && message.isProxied
        frontend.requestBegan(context.now)
        if frontend.costs.contains(.requestLine) { keepLine(message) }
        countTrackedRequest()
        summary.closes =
            message.minorVersion == 0 ? !message.flags.contains(.keepAlive) : message.flags.contains(.close)
        if let upgrade = session.takeUpgrade() { return proceed(with: upgrade) }
        if frontend.monitorURI != nil, answersMonitor(message) { return }
        tellBeginning()
        if frontend.capturesMessages { capture(message, .request) }
        tellEarly(at: .request)
        guard !frontend.rules.concernRequests else { return proceed() }
        guard let backend = frontend.defaultBackend else { return answerWithoutServer() }
        enter(backend)
        if backend.rules.concernRequests, backend.proxy !== frontend.proxy {
            cursor.advance(to: .backendBody)
            return proceed()
        }
        serve(message)
    }

    /// Sends a request to a server, once all rules have seen it.
    func serve(_ message: Message) {
        guard let backend else { return answerWithoutServer() }
        guard message.restoreFraming() else { return answer(500) }
        summary.sentMethod = message.method
        let frontend = session.frontend
        if frontend.capturesMessages { captureCookie(message, .request) }
        let policy = max(backend.restrictsHeaderNames, frontend.restrictsHeaderNames)
        if policy != .preserve, !admitsNames(message, policy) { return }
        retriesLeft = adjustments?.retries ?? backend.retries
        isKept = !backend.retryOn.isDisjoint(with: .afterSending) && adjustments?.retriesConnectingOnly != true
        // `option httpclose` is about the connection of the proxy's own side, `option http-server-close` about the server's.
        persistence = backend.persistence
        if persistence == .keepAlive, frontend.persistence == .serverClose { persistence = .serverClose }
        if backend.looksForClients { lookForClientsServer(message, backend) }
        if backend.looksAtBody, needsBody(message, backend) { return gather() }
        chooseServer()
    }

    // MARK: Waiting

    /// Waits for the body, then chooses a server.
    func gather() {
        if state.contains(.waitsInRules) { return resumeRules() }
        guard let message = request, let front = front as? H1Client else { return abort() }
        guard front.gatherBody(message.framing) else {
            if state.insert(.gathering).inserted { front.beginGathering() }
            return
        }
        state.remove(.gathering)
        chooseServer()
    }

    /// Goes on with a server from a queue, or with an applet that has let others have their turn.
    override public func ready(_ readiness: Readiness) {
        if state.contains(.waitsInRules) { return resumeRules() }
        if let applet { return applet.pump() }
        guard let server = grantedServer, let backend else { return redispatchIfDue() }
        grantedServer = nil
        context.loop.unregister(self)
        open(server, backend)
    }

    override public func expired() {
        if state.contains(.waitsInRules) { return resumeRules() }
        if waiting != nil { return queueTimedOut() }
        if borrowing != 0 { return borrowingTimedOut() }
        // It goes on at the end of this turn.
        if grantedServer != nil { return }
        pauseEnded()
    }

    func requestEnded() {
        state.insert(.requestEnded)
        back?.touched()
    }

    func requestSent() { state.insert(.requestSent) }
    func requestMalformed() {
        countTrackedError()
        note(.proxy)
        guard !state.contains(.responded) else { return abort() }
        stopWaiting()
        dropBack()
        answer(400)
    }

    // MARK: Answers

    /// Ends the exchange with an answer made here.
    func answer(_ status: UInt16) {
        guard let answer = reply(status) else { return abort() }
        self.answer(answer)
    }

    /// No server is there for the request.
    func answerWithoutServer() {
        note(.server, at: .connecting)
        answer(503)
    }
    /// What a client is told with a status.
    func reply(_ status: UInt16) -> Answer? {
        guard let reply = backend?.reply(status) ?? session.frontend.reply(status) else { return nil }
        // Those are the proxies' own and live as long.
        guard let formatted = reply.formatted else { return reply.answer }
        let evaluation = context.evaluation
        evaluation.turn(to: self, request: request, response: nil)
        return formatted.answer(evaluation, isBehind: state.contains(.editsReply))
    }

    /// Answers with what is written somewhere else and held by the caller.
    func answer(_ reply: Reply) { answer(reply.answer) }

    func answer(_ original: Answer) {
        endRequestVariables()
        finish(with: concernsAnswers ? edited(original) : original)
    }

    /// Ends the exchange with an answer that no rule changes any more.
    func finish(with reply: Answer) {
        state.formUnion([.responded, .responseEnded])
        status = reply.status
        // What a server sent before did not go to the client.
        if session.mode == .http { bytes.responseIn = UInt64(truncatingIfNeeded: reply.size(for: summary)) }
        countResponse(reply.status)
        // In TCP mode there is no answer and the front end goes.
        let front = front
        front.send(reply, for: summary)
        if !state.contains(.finished) { front.flush() }
    }

    // MARK: Ending

    /// Everything of the response was sent to the client.
    func responseSent() {
        guard !state.contains(.finished) else { return }
        guard state.contains(.responseEnded) else { return }
        let front = front
        release()
        front.endExchange()
    }

    /// Ends both sides at once.
    func abort() {
        guard !state.contains(.finished) else { return }
        let front = front
        release()
        front.leave()
    }

    /// Lets go of everything and returns to the pool.
    func release() {
        state.insert(.finished)
        stopWaiting()
        if back != nil || server != nil { dropBack() }
        leaveBackend()
        // Its own end is counted by now.
        if session.frontend.accessLog != nil { tellEnd() }
        if mayBeTracked { endTracking() }
        if request != nil { dropRequest() }
        if extras != nil { dropExtras() }
        backend = nil
        // In this order: the front end's reference may be the last one.
        context.give(self)
        withFront { $0.stream = nil }
    }

    func leaveQueues() {
        if waiting != nil { leaveQueue() }
        if borrowing != 0 { stopBorrowing() }
        if lookup != nil { stopLookup() }
        grantedServer = nil
    }

    /// Lets go of what the extras hold; they stay for the next exchange.
    private func dropExtras() {
        if response != nil { dropResponse() }
        if let store = variables {
            variables = nil
            context.give(store)
        }
        if captures != nil { dropCaptures() }
        adjustments = nil
        if replay != nil { dropReplay() }
        if let record { dropRecord(record) }
        if applet != nil { dropApplet() }
        if let bandwidth { dropBandwidth(bandwidth) }
        extras?._withUnsafeGuaranteedRef { $0.sticky = StickyCookie() }
    }

    func dropReplay() {
        guard let buffer = replay else { return }
        replay = nil
        context.give(buffer)
    }

    func dropRequest() {
        guard let message = request else { return }
        request = nil
        context.give(message)
    }

    func dropResponse() {
        guard let message = response else { return }
        response = nil
        context.give(message)
    }

    /// A rule that has waited goes on.
    func resumeRules() {
        if slot >= 0 { context.loop.unregister(self) }
        if session.mode == .tcp { return resumePassing() }
        if response != nil { proceedResponseAndBody() } else { proceed() }
    }

    /// Ends the server's side, whatever its state.
    func dropBack() {
        if let endpoint = back {
            keepAddresses(endpoint.connection)
            back = nil
            endpoint.leave()
        }
        freeSlot()
    }

    func freeSlot() {
        if state.contains(.usesSlot), let server = Unretained(server) {
            state.remove(.usesSlot)
            server { server in
                countTimes(server)
                server.slot { $0.release() }
                server.counters.streamEnded()
                if server.slot({ $0.limit }) > 0 { server.backend.serveQueue(with: server) }
            }
        }
        server = nil
    }
}

extension LoopContext {
    func takeStream(_ session: Session, front: FrontEndpoint) -> Stream {
        let stream = streams.take { Stream(self, session, front) }
        stream.reuse(session, front)
        return stream
    }

    func give(_ stream: consuming Stream) { streams.give(stream) }
}
