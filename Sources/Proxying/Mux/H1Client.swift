import EventLoop
import HTTP
import Memory
import Transport

/// HTTP/1 on the client's side: requests in, responses out, one exchange after the other (RFC 9112).
final class H1Client: FrontEndpoint {
    enum Phase: UInt8 {
        /// Between two exchanges, nothing received.
        case idle
        /// Part of a request's head is here.
        case head
        /// A stream is at work.
        case exchange
        /// Answered for the last time; what still comes is dropped until the client closes.
        case draining
    }

    private(set) var phase = Phase.idle
    private(set) var parser = H1HeadParser(at: 0)
    private var request: Message?
    private var isParsing = false
    /// After this exchange the connection ends.
    private var closes = false
    /// The request was read to its end.
    private var requestEnded = false
    private var isTunnel = false
    /// When the first byte of a request's head was here.
    private var headBegan = ShortTime(.zero)

    /// Waits for the first request.
    override func begin() {
        let timeouts = session.frontend.timeouts
        connection.setDeadline(context.now + timeouts.requestHead)
        connectionReady()
    }

    override func connectionReady() {
        if context.measuresStreams { context.measured(self) { dispatch() } } else { dispatch() }
    }

    private func dispatch() {
        switch phase {
        case .idle, .head: readRequests()
        case .exchange: exchangeReady()
        case .draining: drain()
        }
    }

    // MARK: Requests

    private func readRequests() {
        guard !isParsing else { return }
        isParsing = true
        defer { isParsing = false }
        while phase == .idle || phase == .head {
            if input == nil || input?.isEmpty == true || phase == .head {
                guard receiveHead() else { return }
            }
            guard let buffer = input, parse(buffer) else { return }
        }
    }

    /// Receives more of a head; false when there is nothing to parse.
    private func receiveHead() -> Bool {
        guard connection.mayRead else {
            connection.watch()
            releaseInput()
            return false
        }
        guard let buffer = takeInput() else {
            close()
            return false
        }
        if phase == .idle, buffer.isEmpty { buffer.reset() }
        let result = connection.receive(into: buffer, reserve: context.rewriteReserve)
        switch result {
        case .bytes(let count) where count > 0:
            didReceive(count)
            return true
        case .bytes:
            refuse(.headTooLong)
            return false
        case .wouldBlock:
            releaseInput()
            return false
        case .end, .failed:
            clientLeft(result)
            return false
        }
    }

    /// Parses what is here; false when more is needed or the connection is done with.
    private func parse(_ buffer: Buffer) -> Bool {
        if phase == .idle {
            phase = .head
            headBegan = ShortTime(context.now)
            parser = H1HeadParser(at: buffer.start)
            let head = context.takeMessage()
            head.arena = buffer
            request = head
            connection.setDeadline(context.now + session.frontend.timeouts.requestHead)
        }
        guard let message = request.take() else { return false }
        let progress = parser.parseRequest(buffer, into: message, limits: session.frontend.requestLimits)
        if case .complete(let body) = progress {
            let head = body - buffer.start
            buffer.consume(upTo: body)
            let verdict = message.tolerated > 0 ? countGlitches(Int(message.tolerated)) : .tolerable
            if verdict == .unbearable { return endForGlitches(message) }
            start(message, head: head, isLast: verdict == .last)
            return true
        }
        request = message
        switch progress {
        case .incomplete:
            if buffer.room <= context.rewriteReserve {
                refuse(parser.isInStartLine ? .targetTooLong : .headTooLong)
                return false
            }
            if !connection.mayRead { connection.watch() }
            return connection.mayRead
        case .malformed(let error):
            refuse(error)
            return false
        case .complete: return false
        }
    }

    private func start(_ message: consuming Message, head: Int, isLast: Bool) {
        phase = .exchange
        requestEnded = false
        if session.frontend.options.contains(.useProxyHeader), message.isProxied { message.useProxyConnection() }
        reader.begin(message.framing)
        closes =
            isLast || message.flags.contains(.ambiguousFraming) || session.frontend.persistence == .close
            || (message.minorVersion == 0 ? !message.flags.contains(.keepAlive) : message.flags.contains(.close))
        connection.setDeadline(.never)
        session.streams &+= 1
        let stream = context.takeStream(session, front: self)
        self.stream = stream
        stream.began(received: headBegan, head: head + message.framing.count(in: input))
        stream.start(message, in: session)
    }

    /// Answers without a stream and ends the connection.
    func answerAlone(_ status: UInt16) {
        dropRequest()
        phase = .exchange
        closes = true
        requestEnded = false
        writer.begin(.discarding)
        if let reply = session.frontend.reply(status), let out = takeOutput() {
            out.reset()
            reply.answer.write(into: out, closes: true, hasBody: true, isOldClient: false)
        }
        writer.close()
        flush()
    }

    private func dropRequest() {
        guard let message = request else { return }
        request = nil
        context.give(message)
    }

    // MARK: Exchanges

    private func exchangeReady() {
        if connection.mayWrite, output != nil || pipe != nil { sendWaiting() }
        guard let stream, phase == .exchange else { return }
        if stream.state.contains(.gathering) { return stream.gather() }
        if reader.isOpen || reader.isDone && !requestEnded { pumpBody() }
        guard self.stream != nil, phase == .exchange, !isTunnel else { return }
        if connection.state.contains(.failed) {
            stream.clientFailed()
        } else if connection.state.contains(.peerClosed), !reader.isOpen || !stream.hasServer, hasNothingMore {
            stream.clientClosed()
        }
    }

    override func pump() { pumpBody() }

    override func inputEnded() {
        requestEnded = true
        stream?.requestEnded()
    }

    override func endEmptyRequest() {
        reader.reset()
        requestEnded = true
        releaseInput()
    }

    override func inputBroken() {
        guard let stream else { return }
        stream.clientFailed()
    }

    override func inputMalformed() {
        context.keepInvalid(.request, input, .invalidChunk, at: reader.rawStart, session, stream)
        session.frontend.counters.requestErrors += 1
        session.countGlitches(1)
        stream?.requestMalformed()
    }

    override func outputBroken() {
        guard let stream else { return close() }
        stream.clientFailed()
    }

    override func touched() {
        guard let stream else { return }
        let timeouts = session.frontend.timeouts
        if isTunnel {
            let tunnel = stream.timeout(.tunnel, or: stream.backend?.timeouts.tunnel ?? .never)
            connection.setDeadline(context.now + (tunnel == .never ? timeouts.client : tunnel))
        } else if hasPendingOutput || reader.isOpen {
            connection.setDeadline(context.now + stream.timeout(.client, or: timeouts.client))
        } else {
            connection.setDeadline(.never)
        }
    }

    // MARK: Responses

    /// Writes a response's head; its body follows through `accept`.
    func send(_ response: Message, for request: RequestSummary, extra: (Buffer) -> Bool) -> Bool {
        guard let out = takeOutput() else { return false }
        let start = out.end
        guard writeHead(response, for: request, into: out, extra) else { return false }
        session.frontend.headerCase?.adjust(out, from: start)
        return true
    }

    private func writeHead(
        _ response: Message, for request: RequestSummary, into out: Buffer, _ extra: (Buffer) -> Bool
    ) -> Bool {
        guard H1Serializer.writeResponse(response, into: out) else { return false }
        if response.status >= 100, response.status < 200, response.status != 101 {
            return extra(out) && out.append("\r\n")
        }
        if response.framing == .tunnel {
            isTunnel = true
            writer.begin(.transparent)
            return extra(out) && out.append("\r\n")
        }
        if response.framing == .untilClose || isToEnd { closes = true }
        if response.flags.contains(.ambiguousFraming) && response.minorVersion == 0 { closes = true }
        guard extra(out), writeConnection(out, isOldMessage: response.minorVersion == 0, request) else { return false }
        writer.begin(
            request.method == .head || response.framing == .none
                ? .discarding
                : response.framing == .chunked ? .chunked : .transparent)
        return true
    }

    private func writeConnection(_ out: Buffer, isOldMessage: Bool, _ request: RequestSummary) -> Bool {
        guard closes ? !isOldMessage : request.isOld || isOldMessage else { return out.append("\r\n") }
        if request.usesProxyHeader { guard out.append("proxy-") else { return false } }
        return out.append(closes ? "connection: close\r\n\r\n" : "connection: keep-alive\r\n\r\n")
    }

    /// Writes a whole answer made inside the process.
    override func send(_ reply: Answer, for request: RequestSummary) {
        guard let out = takeOutput() else { return endWithoutMemory() }
        if reply.closes || isToEnd || isReceiving { closes = true }
        let start = out.end
        defer { session.frontend.headerCase?.adjust(out, from: start) }
        reply.write(into: out, closes: closes, hasBody: request.method != .head, isOldClient: request.isOld)
        writer.begin(.discarding)
        writer.close()
    }

    override func begin(_ reply: Answer, for request: RequestSummary) {
        guard let out = takeOutput() else { return endWithoutMemory() }
        if request.isOld || isReceiving { closes = true }
        reply.write(into: out, closes: closes, hasBody: false, isOldClient: request.isOld, isChunked: !request.isOld)
        writer.begin(request.isOld ? .transparent : .chunked)
    }

    override func closeAfterResponse() { closes = true }

    /// Both directions carry bytes of an upgraded protocol from now on.
    func becomeTunnel() {
        isTunnel = true
        reader.begin(.tunnel)
    }

    override var endsConnection: Bool { closes && !isTunnel && phase == .exchange }

    override func outputEnded() {
        guard phase == .exchange else { return }
        guard let stream = Unretained(stream) else { return endExchange() }
        stream { $0.responseSent() }
    }

    /// The stream is over and everything is sent: wait for the next request or close.
    override func endExchange() {
        stream = nil
        writer.reset()
        if isTunnel { return close() }
        if closes || isToEnd {
            if reader.isOpen || input?.isEmpty == false { return beginDraining() }
            return close()
        }
        if reader.isOpen || reader.isDone && !requestEnded { skipBody() } else { rest() }
    }

    /// Drops what is here of the body of a request that was answered already. If that is not all, the connection ends.
    private func skipBody() {
        if let buffer = input {
            guard !reader.isOpen || reader.read(buffer, trailers: { _ in true }) else { return close() }
            if reader.rawStart > buffer.start { buffer.consume(upTo: reader.rawStart) }
            reader.taken()
        }
        if reader.isOpen { beginDraining() } else { rest() }
    }

    /// Waits for the next request.
    private func rest() {
        reader.reset()
        phase = .idle
        session.isReadyAgain()
        if input == nil || input?.isEmpty == true {
            releaseInput()
            let timeouts = session.frontend.timeouts
            connection.setDeadline(context.now + timeouts.idle)
        }
        if connection.state.contains(.failed) || connection.state.contains(.readEnded) { return close() }
        if connection.mayRead || input != nil { readRequests() } else { connection.watch() }
    }

    /// Lets the client read the answer before the connection is reset by what it still sends.
    private func beginDraining() {
        phase = .draining
        dropBuffers()
        connection.endWriting()
        connection.setDeadline(context.now + min(session.frontend.timeouts.client, .seconds(1)))
        drain()
    }

    /// Others have their turn before more than that is read and dropped.
    private static let readsInTurn = 16

    private func drain() {
        guard let buffer = context.takeBuffer() else { return close() }
        defer { context.give(buffer) }
        for _ in 0..<H1Client.readsInTurn where connection.mayRead {
            buffer.reset()
            switch connection.receive(into: buffer) {
            case .bytes: continue
            case .wouldBlock: return
            case .end, .failed: return close()
            }
        }
        if connection.mayRead { return connection.wakeLater() }
        if connection.state.contains(.readEnded) { close() } else { connection.watch() }
    }

    // MARK: Ends

    override func connectionExpired() {
        switch phase {
        case .idle, .head:
            guard isRequestMissing else { return close() }
            fail(408, .clientTimeout)
        case .exchange:
            guard let stream else { return close() }
            if stream.holdsBack { touched() } else { stream.clientTimedOut() }
        case .draining: close()
        }
    }

    override func close() {
        phase = .draining
        dropRequest()
        super.close()
    }
}
