import HTTP
import Memory
import Samples
import Transport

/// What a loop evaluates expressions against: whose turn it is, its messages and its variables. One object for each loop.
public final class StreamEvaluation: Evaluation {
    public unowned(unsafe) let context: LoopContext
    private var sessionReference: Unmanaged<Session>?
    private var streamReference: Unmanaged<Stream>?
    private var connectionReference: Unmanaged<Connection>?
    private var checkReference: Unmanaged<CheckRun>?
    /// Set while the end of a connection is looked at that never had a whole request.
    private(set) var failure: SessionFailure?
    /// A log line is written before its stream is over (`option logasap`).
    var isEarly = false
    /// What a log line is written for.
    var logOrigin = LogOrigin.unspecified

    /// What `tcp-request connection` rules expect in front of a connection's data.
    var expectedHeader = ProxyProtocolUse.none

    init(_ context: LoopContext, valueLimit: Int) {
        self.context = context
        super.init(valueLimit: valueLimit)
        patterns = context.generation?.patterns
    }

    public override var isOfLoop: Bool { true }

    public override var isStopping: Bool { context.isStopping }

    public override func show(_ line: ByteView, inRing name: ByteView) {
        context.generation?.logs.debugLog(ofRing: name)?.emit(.emergency, line.bytes.span)
    }

    public override func meets(_ condition: WhenCondition) -> Bool {
        switch condition {
        case .error: withStream { !$0.isNormal } ?? (failure != nil)
        case .normal: !meets(.error)
        case .forwarded: withStream { $0.wasForwarded } ?? false
        case .toApplet: withStream { $0.applet != nil } ?? false
        case .processed: meets(.forwarded) || meets(.toApplet)
        case .stopping: isStopping
        case .acl: false
        }
    }

    /// Turns to a stream and its messages; the caller keeps them alive until it turns to something else.
    func turn(to stream: Stream, request: Message?, response: Message?) {
        streamReference = .passUnretained(stream)
        stream.withFront { front in
            connectionReference = .passUnretained(front.connection)
            sessionReference = .passUnretained(front.session)
        }
        if failure != nil { failure = nil }
        keptMethod = stream.summary.method == .other ? nil : stream.summary.method
        set(request: request, response: response)
        set(streamVariables: stream.variables, sessionVariables: stream.session.variables)
        isComplete = true
        set(requestContent: nil, responseContent: nil)
        begin()
    }

    /// Turns to a session that has no stream yet.
    func turn(to session: Session, on connection: Connection, failed failure: SessionFailure? = nil) {
        self.failure = failure
        keptMethod = nil
        connectionReference = .passUnretained(connection)
        sessionReference = .passUnretained(session)
        streamReference = nil
        expectedHeader = .none
        set(request: nil, response: nil)
        set(streamVariables: nil, sessionVariables: session.variables)
        isComplete = true
        set(requestContent: nil, responseContent: nil)
        begin()
    }

    /// Turns to nobody: a command is at work.
    func turnToNobody() {
        streamReference = nil
        sessionReference = nil
        connectionReference = nil
        failure = nil
        keptMethod = nil
        set(request: nil, response: nil)
        set(streamVariables: nil, sessionVariables: nil)
        isComplete = true
        set(requestContent: nil, responseContent: nil)
        begin()
    }

    /// Turns to a check, until `leaveCheck`.
    func turn(to run: CheckRun) {
        connectionReference = nil
        sessionReference = nil
        streamReference = nil
        checkReference = .passUnretained(run)
        keptMethod = nil
        set(request: nil, response: run.response.progress == .complete ? run.response.message : nil)
        looksAtResponse = true
        set(streamVariables: nil, sessionVariables: run.variables)
        set(checkVariables: run.variables)
        isComplete = true
        begin()
        let content = run.input.map { $0.view(from: $0.start) } ?? .empty
        set(requestContent: nil, responseContent: run.plan.kind == .http ? nil : content)
    }

    /// The check is not looked at any more.
    func leaveCheck() {
        checkReference = nil
        set(checkVariables: nil)
        set(streamVariables: nil, sessionVariables: nil)
        set(request: nil, response: nil)
        set(requestContent: nil, responseContent: nil)
    }

    /// Calls `body` with the check; nil without one.
    func withCheck<Result>(_ body: (CheckRun) -> Result?) -> Result? { checkReference?._withUnsafeGuaranteedRef(body) }

    /// Calls `body` with the stream; nil without one.
    @inline(__always)
    func withStream<Result>(_ body: (Stream) -> Result?) -> Result? {
        streamReference?._withUnsafeGuaranteedRef(body)
    }

    /// The data of chunks that an expression looks at.
    private lazy var bodyBuffer = Buffer(capacity: valueLimit)

    public override func body(ofResponse: Bool) -> ByteView? {
        if checkReference != nil, ofResponse {
            return withCheck { run in run.input.map { run.response.body($0, self) } }
        }
        return withStream { stream in
            guard let message = ofResponse ? stream.response : stream.request else { return nil }
            return body(of: message, from: ofResponse ? stream.back : stream.front)
        }
    }

    /// What is here of a body that comes from an endpoint; valid until the next look at one.
    func body(of message: Message, from endpoint: SocketEndpoint?) -> ByteView {
        endpoint?.bodyContent(message.framing, in: bodyBuffer) ?? .empty
    }

    /// Calls `body` with the client's connection; nil without one.
    @inline(__always)
    func withClient<Result>(_ body: (Connection) -> Result?) -> Result? {
        connectionReference?._withUnsafeGuaranteedRef(body)
    }

    /// Whether the rules go on although one could not change the message; that is counted.
    func toleratesFailure() -> Bool {
        withStream { stream in
            guard stream.cursor.toleratesFailures else { return false }
            stream.session.frontend.counters.failedRewrites &+= 1
            return true
        } ?? false
    }

    /// Where the client came from, or seems to.
    var source: SocketAddress? { withStream { $0.source } ?? withSession { $0.source } }

    /// The address that the client connected to, or seems to have.
    var destination: SocketAddress? {
        withStream { $0.destination } ?? withSession { session in withClient { session.destination(of: $0) } }
    }

    /// Calls `body` with the session; nil without one.
    @inline(__always)
    func withSession<Result>(_ body: (Session) -> Result?) -> Result? {
        sessionReference?._withUnsafeGuaranteedRef(body)
    }

    override public func processVariable(_ name: VariableName) -> Sample? {
        context.processVariables.value(name, copiedTo: self)
    }

    override public func setProcessVariable(_ name: VariableName, to value: Sample) -> Bool {
        context.processVariables.set(name, value)
    }

    override public func forEachProcessVariable(_ body: (VariableName, Sample) -> Void) {
        context.processVariables.forEach(body)
    }

    override public var keptStatus: UInt16 { finalStatus }

    override public func unsetProcessVariable(_ name: VariableName) { context.processVariables.unset(name) }

    override public func makeStore(for scope: VariableScope) -> VariableStore? {
        switch scope {
        case .check: makeCheckStore()
        case .session where checkReference != nil: makeCheckStore()
        case .session:
            withSession { session in
                session.variables = session.variables ?? context.takeVariables(for: scope)
                set(streamVariables: withStream { $0.variables }, sessionVariables: session.variables)
                return session.variables
            }
        case .transaction, .request, .response:
            withStream { stream in
                stream.variables = stream.variables ?? context.takeVariables(for: .transaction)
                set(streamVariables: stream.variables, sessionVariables: stream.session.variables)
                return stream.variables
            }
        default: nil
        }
    }
}

extension StreamEvaluation {
    /// A check has one store for its variables and those of its session, which is its own.
    private func makeCheckStore() -> VariableStore? {
        withCheck { run in
            run.variables = run.variables ?? context.takeVariables(for: .check)
            set(checkVariables: run.variables)
            set(streamVariables: nil, sessionVariables: run.variables)
            return run.variables
        }
    }
}

extension Evaluation {
    /// Every evaluation of expressions of a proxy is one of a loop's.
    @inline(__always)
    var loops: StreamEvaluation { unsafeDowncast(self, to: StreamEvaluation.self) }
}
