import HTTP
import Memory

/// What expressions are evaluated against, one object for each loop: the messages and variables of whatever is at work now, and
/// scratch memory for results.
///
/// Whoever evaluates sets what exists, calls `begin()`, evaluates, and uses the result before the next `begin()`. A subclass knows
/// more: the stream, the session, the process. Nothing here is counted: the caller keeps messages and stores alive meanwhile.
open class Evaluation {
    /// Results of converters; emptied by `begin()`.
    public final let scratch: Buffer
    /// The longest value that a converter may make (`tune.bufsize`).
    public final let valueLimit: Int
    /// For lines that are put together from several values.
    private lazy var lineBuffer = Buffer(capacity: valueLimit)
    private final var requestReference: Unmanaged<Message>?
    private final var responseReference: Unmanaged<Message>?
    private final var streamStore: Unmanaged<VariableStore>?
    private final var sessionStore: Unmanaged<VariableStore>?
    private final var checkStore: Unmanaged<VariableStore>?
    /// The loop's view of maps and lists of patterns.
    public final var patterns: PatternReaders?
    /// A fetch could find something later; only its place knows whether more will come.
    public final var needsMore = false
    /// Nothing more will come: what is not here now does not exist.
    public final var isComplete = true
    /// The response is looked at: fetches that serve either message take that one.
    public final var looksAtResponse = false
    /// The method of a request that is gone, if it is a known one.
    public var keptMethod: Method?
    /// The status that the client got, 0 for none; a subclass knows it when the response is gone.
    open var keptStatus: UInt16 { 0 }
    /// Which values of its fetch the expression at work asks for.
    final var walk = ValueWalk()
    private final var requestContent: ByteView?
    private final var responseContent: ByteView?
    private final var contentForm = ContentForm.raw
    /// Made when something first asks bytes for a request.
    private final var rawRequest: RawRequest?
    /// What digests and ciphers work with, from the first one on.
    final var cryptoContexts: CryptoContexts?
    /// Expressions that evaluate others.
    final var depth = 0
    final var random = RandomSource()

    public init(valueLimit: Int) {
        self.valueLimit = valueLimit
        scratch = Buffer(capacity: 8 * valueLimit)
    }

    // MARK: What there is

    /// Sets the messages at hand; the caller owns them until the next call.
    public final func set(request: Message?, response: Message?) {
        requestReference = request.map { Unmanaged.passUnretained($0) }
        responseReference = response.map { Unmanaged.passUnretained($0) }
        looksAtResponse = response != nil
    }

    /// Sets the variables at hand; the caller owns them until the next call.
    public final func set(streamVariables: VariableStore?, sessionVariables: VariableStore?) {
        streamStore = streamVariables.map { Unmanaged.passUnretained($0) }
        sessionStore = sessionVariables.map { Unmanaged.passUnretained($0) }
    }

    /// Sets the variables of the check at hand; the caller owns them until the next call.
    public final func set(checkVariables store: VariableStore?) {
        checkStore = store.map { Unmanaged.passUnretained($0) }
    }

    /// Sets the content at hand: for each direction what was received and not yet forwarded, nil where there is no such direction.
    ///
    /// With `isComplete` unset, more of it may come. The caller keeps the bytes where they are until the next call.
    public final func set(requestContent: ByteView?, responseContent: ByteView?, as form: ContentForm = .raw) {
        self.requestContent = requestContent
        self.responseContent = responseContent
        contentForm = form
        rawRequest?.forget()
    }

    /// The content of one direction, if it is of that form.
    final func content(_ side: MessageSide, as form: ContentForm) -> ByteView? {
        guard form == contentForm else { return form == .body ? body(ofResponse: looksAtResponse(side)) : nil }
        return looksAtResponse(side) ? responseContent : requestContent
    }

    /// What is here of the body of a message, without its framing; a subclass knows it.
    open func body(ofResponse: Bool) -> ByteView? { nil }

    /// The fetch at work could find something else once more is here; with all here, nothing happens.
    final func awaitMore() {
        if !isComplete { needsMore = true }
    }

    /// Calls `body` with the message of one direction and its bytes; nil without one.
    @inline(__always)
    final func with<Result>(_ side: MessageSide, _ body: (Message, Buffer) -> Result?) -> Result? {
        with(looksAtResponse(side) ? responseReference : requestReference, side, body)
    }

    @inline(__always)
    private func looksAtResponse(_ side: MessageSide) -> Bool {
        switch side {
        case .request: false
        case .response: true
        case .atHand: looksAtResponse
        }
    }

    /// Calls `body` with the request and its bytes; nil without one.
    @inline(__always)
    public final func withRequest<Result>(_ body: (Message, Buffer) -> Result?) -> Result? {
        with(requestReference, .request, body)
    }

    /// Calls `body` with the response and its bytes; nil without one.
    @inline(__always)
    public final func withResponse<Result>(_ body: (Message, Buffer) -> Result?) -> Result? {
        with(responseReference, .response, body)
    }

    /// The message that is looked at: a response if there is one.
    @inline(__always)
    public final func withMessage<Result>(_ body: (Message, Buffer) -> Result?) -> Result? {
        with(.atHand, body)
    }

    @inline(__always)
    private func with<Result>(
        _ reference: Unmanaged<Message>?, _ side: MessageSide, _ body: (Message, Buffer) -> Result?
    ) -> Result? {
        guard let reference = reference ?? requestAmongBytes(side) else { return nil }
        return reference._withUnsafeGuaranteedRef { message in
            guard let arena = Unretained(message.arena) else { return nil }
            return arena { body(message, $0) }
        }
    }

    /// The request that the client's bytes begin with, in TCP mode.
    @inline(never)
    private func requestAmongBytes(_ side: MessageSide) -> Unmanaged<Message>? {
        guard !looksAtResponse(side), contentForm == .raw, let content = requestContent else {
            awaitMore()
            return nil
        }
        let raw = rawRequest ?? RawRequest(capacity: valueLimit + Buffer.tailroom)
        rawRequest = raw
        if raw.isIncomplete(content) { awaitMore() }
        return raw.whole(content).map { .passUnretained($0) }
    }

    /// A loop's evaluation, which knows the loop; there is none while a configuration is read.
    open var isOfLoop: Bool { false }

    /// The process takes no new connections and ends with those that it has.
    open var isStopping: Bool { false }

    /// Puts a line into a ring of the process; a subclass knows them.
    open func show(_ line: ByteView, inRing name: ByteView) {}

    /// Whether a condition of the `when` converter is met; a subclass knows the stream.
    open func meets(_ condition: WhenCondition) -> Bool { condition == .stopping && isStopping }

    // MARK: Scratch

    /// Begins a new evaluation: earlier results are gone.
    public final func begin() {
        scratch.reset()
        needsMore = false
    }

    /// Writes a value: `body` appends to the scratch memory and says whether all of it had room.
    ///
    /// - Returns: what was appended, or nil when it did not fit or is longer than a value may be.
    @inline(__always)
    public final func write(_ body: (Buffer) -> Bool) -> ByteView? {
        let start = scratch.end
        guard body(scratch), scratch.end - start <= valueLimit else {
            scratch.truncate(at: start)
            return nil
        }
        return scratch.view(from: start)
    }

    /// Writes a line whose parts need scratch memory themselves: they are evaluated behind room for the longest line.
    final func line(_ body: (Buffer) -> Bool) -> ByteView? {
        let line = self.lineBuffer
        line.reset()
        guard body(line), line.count <= valueLimit else { return nil }
        return write { out in line.withBytes { out.append($0) } }
    }

    // MARK: Fetches with several values

    /// Where a fetch with several values goes on; 0 for its first.
    public var cursor: Int { walk.cursor }

    /// Every value is tried until one matches, as conditions do. Otherwise one is enough, and a fetch chooses which.
    public var triesEveryValue: Bool { walk.triesEveryValue }

    /// Says that the value which is returned now may be followed by another, which `cursor` will ask for. Also without a value
    /// now the next one is asked for.
    public final func `continue`(at next: Int) { walk.next = next }

    // MARK: Variables

    /// The value of a variable.
    public final func variable(_ name: VariableName) -> Sample? {
        name.scope == .process ? processVariable(name) : store(of: name.scope)?.value(name)
    }

    /// Sets a variable; false when its owner does not exist or its memory is limited.
    @discardableResult
    public final func setVariable(_ name: VariableName, to value: Sample) -> Bool {
        if name.scope == .process { return setProcessVariable(name, to: value) }
        guard let store = store(of: name.scope) ?? makeStore(for: name.scope) else { return false }
        return store.set(name, value)
    }

    public final func unsetVariable(_ name: VariableName) {
        if name.scope == .process { return unsetProcessVariable(name) }
        store(of: name.scope)?.unset(name)
    }

    /// Calls `body` for each variable of a scope that is set.
    final func forEachVariable(of scope: VariableScope, _ body: (VariableName, Sample) -> Void) {
        if scope == .process { return forEachProcessVariable(body) }
        store(of: scope)?.forEach(of: scope, body)
    }

    // Variables of the process are shared by all loops; a subclass knows them and copies values to scratch memory.
    open func processVariable(_ name: VariableName) -> Sample? { nil }
    open func setProcessVariable(_ name: VariableName, to value: Sample) -> Bool { false }
    open func unsetProcessVariable(_ name: VariableName) {}
    open func forEachProcessVariable(_ body: (VariableName, Sample) -> Void) {}

    /// The store that has the variables of a scope, if one was made.
    private func store(of scope: VariableScope) -> VariableStore? {
        switch scope {
        case .session: sessionStore?.takeUnretainedValue()
        case .check: checkStore?.takeUnretainedValue()
        case .transaction, .request, .response: streamStore?.takeUnretainedValue()
        default: nil
        }
    }

    /// Makes the store that `store(of:)` did not find; nil when nobody owns such variables here.
    open func makeStore(for scope: VariableScope) -> VariableStore? { nil }
}
