import EventLoop
import HTTP
import Memory
import Transport

/// HTTP/1 on a server's side: requests out, responses in (RFC 9112). Between two streams it waits in its server's pool.
final class H1Server: BackEndpoint {
    enum Phase: UInt8 {
        /// In the pool, or kept by a session.
        case idle
        /// The request is on its way, the response's head is not whole.
        case head
        case body
        /// The response is whole, the request is not.
        case responded
        case closed
    }

    private(set) var phase = Phase.idle
    private var parser = H1HeadParser(at: 0)
    private var response: Message?
    /// The server asked for the end of the connection, or the framing leaves no other way.
    private var closes = false
    private var requestSent = false
    private var isTunnel = false
    private(set) var hasEndedRequests = false
    /// Requests served before this one.
    private(set) var uses: UInt32
    /// What requests must have in common to use it; 0 where nothing is.
    var name: UInt64 = 0
    /// Kept for one session.
    var isPrivate = false
    /// No further stream may use it: the server has got another address since, or too many oddities came over it.
    var isOutdated = false
    /// Oddities that the server has sent over it.
    private(set) var glitches: UInt16 = 0

    // MARK: Begin

    init(_ connection: Connection, _ server: ServerShare, _ context: LoopContext, uses: UInt32 = 0) {
        self.uses = uses
        super.init(connection, server, context)
    }

    override func begin(_ stream: Stream) {
        self.stream = stream
        closes = false
        requestSent = false
        phase = .idle
    }

    /// Sends a request again that another connection has sent before.
    func resend(_ bytes: Buffer) {
        phase = .head
        uses &+= 1
        output = context.copy(bytes)
        writer.begin(.transparent)
        writer.close()
    }

    /// No end was seen while it was idle.
    var isAlive: Bool { !connection.isClosed && !connection.state.contains(.peerClosed) && !isOutdated }

    /// Writes the head of the request; the body follows through `accept`.
    func send(_ request: Message, summary: RequestSummary, extra: (Buffer) -> Bool) -> Bool {
        guard let out = takeOutput() else { return false }
        let start = out.end
        guard H1Serializer.writeRequest(request, into: out), extra(out), out.append("\r\n") else { return false }
        server.backend.headerCase?.adjust(out, from: start)
        phase = .head
        uses &+= 1
        writer.begin(request.framing == .chunked ? .chunked : .transparent)
        return true
    }

    // MARK: Events

    override func ready() {
        switch phase {
        case .idle: idleReady()
        case .closed: return
        case .head, .body, .responded: exchangeReady()
        }
    }

    /// An idle connection must stay silent: an end or anything unasked closes it.
    private func idleReady() {
        guard connection.state.contains(.peerClosed) || connection.mayRead else { return }
        guard let buffer = context.takeBuffer() else { return close() }
        defer { context.give(buffer) }
        if case .wouldBlock = connection.receive(into: buffer) { return }
        server.forget(self)
        close()
    }

    private func exchangeReady() {
        guard stream != nil else { return close() }
        if connection.mayWrite, output != nil || pipe != nil { sendWaiting() }
        guard let stream else { return }
        if stream.state.contains(.gathering) { return stream.gather() }
        pump()
    }

    override func pump() {
        while phase == .head, readHead() {}
        // The body waits behind its head while rules look at that.
        if phase == .body, stream?.state.contains(.waitsInRules) != true { pumpBody() }
    }

    // MARK: Response heads

    /// Receives and parses; false when more must come or the stream has ended.
    private func readHead() -> Bool {
        if input == nil || input?.isEmpty == true || response != nil {
            guard connection.mayRead else {
                if connection.state.contains(.readEnded) { headBroken() }
                return false
            }
            guard let buffer = takeInput() else {
                headBroken()
                return false
            }
            if buffer.isEmpty, response == nil { buffer.reset() }
            switch connection.receive(into: buffer, reserve: context.rewriteReserve) {
            case .bytes(let count) where count > 0: didReceive(count)
            case .bytes:
                malformed(.headTooLong, at: buffer.end)
                return false
            case .wouldBlock:
                releaseInput()
                return false
            case .end, .failed:
                headBroken()
                return false
            }
        }
        return parse()
    }

    private func parse() -> Bool {
        guard let buffer = input else { return false }
        if response == nil {
            parser = H1HeadParser(at: buffer.start)
            let message = context.takeMessage()
            message.arena = buffer
            response = message
        }
        guard let message = response.take() else { return false }
        let limits = Unretained(server.backend)({ $0.responseLimits })
        let progress = parser.parseResponse(buffer, into: message, limits: limits)
        if case .complete(let body) = progress {
            buffer.consume(upTo: body)
            if message.tolerated > 0, hasTooManyGlitches(and: UInt16(message.tolerated)) {
                context.give(message)
                stream?.serverFailed(.malformed)
                return false
            }
            deliver(message)
            return phase == .head && stream != nil
        }
        response = message
        switch progress {
        case .incomplete: return true
        case .malformed(let error):
            malformed(error, at: parser.errorPosition)
            return false
        case .complete: return false
        }
    }

    private func deliver(_ message: Message) {
        guard let stream else { return context.give(message) }
        let isInformational = message.status >= 100 && message.status < 200 && message.status != 101
        if !isInformational {
            stream.frame(message)
            // The client has not got the head yet: it can still be told that the server is at fault.
            if message.framing == .chunked, let input, !ChunkDecoder.canBegin(input) {
                response = message
                return malformed(.invalidChunk, at: input.start)
            }
            server.counters.responses += 1
            closes = message.minorVersion == 0 ? !message.flags.contains(.keepAlive) : message.flags.contains(.close)
            if message.framing == .untilClose || message.flags.contains(.ambiguousFraming) { closes = true }
            reader.begin(message.framing)
            phase = .body
            isTunnel = message.framing == .tunnel
        }
        touched()
        stream.respond(message, from: self)
    }

    private func countGlitches(_ count: UInt16) {
        let (sum, overflow) = glitches.addingReportingOverflow(count)
        glitches = overflow ? .max : sum
    }

    /// Counts oddities of a response that is accepted nevertheless; true if the connection has to end for them.
    private func hasTooManyGlitches(and count: UInt16) -> Bool {
        countGlitches(count)
        let verdict = context.judge(glitches: Int(glitches), \.server)
        if verdict == .last { isOutdated = true }
        return verdict == .unbearable
    }

    private func malformed(_ error: H1Error, at position: Int) {
        countGlitches(1)
        keepInvalid(error, at: position)
        dropResponse()
        stream?.serverFailed(.malformed)
    }

    private func headBroken() {
        let hasBytes = response != nil
        dropResponse()
        stream?.serverFailed(hasBytes ? .truncated : .closed)
    }

    private func dropResponse() {
        guard let message = response else { return }
        response = nil
        context.give(message)
    }

    // MARK: Bodies

    override func inputEnded() {
        phase = .responded
        stream?.responseEnded(by: self)
    }

    override func inputBroken() { stream?.serverFailed(.truncated) }
    override func inputMalformed() {
        keepInvalid(.invalidChunk, at: reader.rawStart)
        countGlitches(1)
        stream?.serverFailed(.malformed)
    }

    private func keepInvalid(_ error: H1Error, at position: Int) {
        guard let stream else { return }
        context.keepInvalid(.response, input, error, at: position, stream.session, stream)
    }

    /// The server takes no more of the request; it may have answered already.
    override func outputBroken() {
        guard let stream else { return close() }
        guard phase == .head else { return }
        if connection.readsOn() { pump() }
        if phase == .head, self.stream != nil { stream.serverFailed(.closed) }
    }

    override func outputEnded() {
        guard !requestSent else { return }
        requestSent = true
        writer.reset()
        if isTunnel || hasEndedRequests { connection.endWriting() }
        if isTunnel { return }
        stream?.requestSent()
    }

    /// The client has left: the server learns it by the end of our side, once the request is sent.
    func endRequests() {
        guard !hasEndedRequests else { return }
        hasEndedRequests = true
        closes = true
        if requestSent { connection.endWriting() }
    }

    /// Whether another stream may use this connection.
    var isReusable: Bool {
        phase == .responded && requestSent && !closes && !isOutdated && !connection.state.contains(.peerClosed)
            && (input == nil || input?.isEmpty == true)
    }

    /// The other direction of a tunnel: what the client sends is passed on as it is.
    func becomeTunnel() {
        isTunnel = true
        requestSent = false
        writer.begin(.transparent)
    }

    // MARK: Ends

    override func touched() {
        guard let stream = Unretained(stream) else { return }
        let timeouts = server.backend.timeouts
        if isTunnel {
            let tunnel = stream { $0.timeout(.tunnel, or: timeouts.tunnel) }
            connection.setDeadline(context.now + (tunnel == .never ? timeouts.server : tunnel))
        } else if stream({ $0.waitsForServer }) {
            connection.setDeadline(context.now + stream { $0.timeout(.server, or: timeouts.server) })
        } else {
            connection.setDeadline(.never)
        }
    }

    override func idleExpired() {
        server.forget(self)
        close()
    }

    /// Waits for its next stream.
    func rest() {
        stream = nil
        phase = .idle
        reader.reset()
        writer.reset()
        releaseInput()
        connection.setDeadline(.never)
    }

    override func close() {
        phase = .closed
        dropResponse()
        super.close()
    }
}
