import EventLoop
import HTTP
import Memory
import Transport

extension SocketEndpoint {
    /// Moves body from this connection to the other end until one of them has no more or no room.
    final func pumpBody() {
        // Both ends live to the end of the turn, and a stream for ever.
        guard let stream = Unretained(stream), let sink = Unretained(stream { $0.other(than: self) }) else { return }
        let isLimited = stream { $0.state.contains(.limitsBandwidth) }
        sink { pumpBody(to: $0, isLimited) }
    }

    private final func pumpBody(to sink: Endpoint, _ isLimited: Bool) {
        guard sink.awaitsBody else { return }
        while true {
            if let buffer = input, reader.hasData(buffer) {
                guard hasRoom(sink) else { break }
                if isLimited {
                    guard passWithinLimits(buffer, to: sink) else { break }
                } else {
                    pass(buffer, to: sink)
                }
                if self.stream == nil { return }
                continue
            }
            if !reader.isOpen { break }
            if let buffer = input, !buffer.isEmpty {
                guard read(buffer) else { return }
                continue
            }
            guard connection.mayRead, hasRoom(sink), receiveBody(sink, isLimited) else { break }
            if self.stream == nil { return }
        }
        finishPump(sink)
    }

    /// Whether the other end takes more, perhaps after it has sent what it holds.
    private final func hasRoom(_ sink: Endpoint) -> Bool {
        if sink.hasRoom { return true }
        sink.flush()
        return sink.hasRoom
    }

    private final func finishPump(_ sink: Endpoint) {
        // The end may have been read while rules waited for the body.
        if reader.mode == .untilClose, connection.state.contains(.readEnded), !connection.state.contains(.failed),
            input.map({ !reader.hasData($0) }) ?? true
        {
            reader.end()
        }
        if reader.isDone, input.map({ !reader.hasData($0) }) ?? true {
            settleInput()
            guard endSink(sink) else { return inputMalformed() }
            inputEnded()
            sink.flush()
            return
        }
        sink.flush()
        if reader.isOpen { connection.watch() }
        if stream != nil, reader.isOpen, connection.state.contains(.readEnded) { inputBroken() }
        guard stream != nil else { return }
        touched()
        // What is written to a peer keeps it from being taken for silent.
        if !isIndependent { sink.touched() }
    }

    /// Ends the message at the other end, with the trailer fields that came; false when those are malformed.
    private final func endSink(_ sink: Endpoint) -> Bool {
        reader.reset()
        guard let lines = trailers else {
            sink.endBody(trailers: nil)
            return true
        }
        trailers = nil
        let message = context.takeMessage()
        message.arena = lines
        defer {
            context.give(message)
            context.give(lines)
        }
        var parser = H1HeadParser(at: lines.start)
        guard case .complete = parser.parseTrailers(lines, into: message, limits: H1Limits()) else { return false }
        sink.endBody(trailers: dropsTrailers ? nil : message)
        return true
    }

    /// `option http-drop-request-trailers` of the backend and `http-drop-response-trailers` of the frontend.
    private final var dropsTrailers: Bool {
        guard let stream else { return false }
        return self === stream.front
            ? stream.backend?.options.contains(.dropRequestTrailers) == true
            : stream.session.frontend.options.contains(.dropResponseTrailers)
    }

    /// Decodes what the input holds; false when that ended the stream.
    private final func read(_ buffer: Buffer) -> Bool {
        guard reader.read(buffer, trailers: { self.keepTrailer($0) }) else {
            inputMalformed()
            return false
        }
        if !reader.hasData(buffer) { settleInput() }
        return true
    }

    /// Gives the other end what was read, as much as it takes.
    final func pass(_ buffer: Buffer, to sink: Endpoint) {
        let end = reader.decodedEnd
        if reader.rawStart == buffer.end, end > buffer.start {
            if end < buffer.end { buffer.truncate(at: end) }
            if sink.accept(buffer, upTo: end, canAdopt: true) {
                input = nil
                reader.taken()
                return
            }
            // What was not taken stays; the raw bytes behind it are used up.
            if !reader.hasData(buffer) { settleInput() }
            return
        }
        _ = sink.accept(buffer, upTo: end, canAdopt: false)
        if !reader.hasData(buffer) { settleInput() }
    }

    /// The body in the input was taken: what is left belongs to the next message.
    private final func settleInput() {
        guard let buffer = input else { return }
        if reader.rawStart > buffer.start { buffer.consume(upTo: reader.rawStart) }
        reader.taken()
        releaseInput()
    }

    /// Receives the next piece of a body, or lets the kernel move it; false when there is nothing to do now.
    private final func receiveBody(_ sink: Endpoint, _ isLimited: Bool) -> Bool {
        if reader.spliceable >= spliceThreshold, isBulk, !isLimited, let pipe = sink.splicePipe() {
            return spliceBody(pipe, to: sink)
        }
        let buffer: Buffer
        if let input {
            buffer = input
        } else {
            guard
                let fresh = reader.spliceable > context.buffers.bufferSize && isBulk
                    ? context.largeBuffers.take() : context.takeBuffer()
            else {
                inputBroken()
                return false
            }
            buffer = fresh
            input = fresh
        }
        if buffer.isEmpty { buffer.reset(headroom: Buffer.headroom) }
        let before = buffer.count
        let result = connection.receive(into: buffer, reserve: Buffer.tailroom)
        isBulk = buffer.room <= Buffer.tailroom
        if before == 0, buffer.isEmpty { releaseInput() }
        return received(result)
    }

    /// Notes that nothing more comes.
    final func received(atEnd result: Transfer) { _ = received(result) }

    private final func received(_ result: Transfer) -> Bool {
        switch result {
        case .bytes(let count):
            didReceive(count)
            return true
        case .wouldBlock: return false
        case .end:
            if reader.mode == .untilClose {
                reader.end()
                return true
            }
            return false
        case .failed:
            guard reader.mode == .untilClose else { return false }
            // What came before goes out first.
            stream?.other(than: self)?.flush()
            if stream != nil { inputBroken() }
            return false
        }
    }

    private final func spliceBody(_ pipe: Pipe, to sink: Endpoint) -> Bool {
        let room = pipe.capacity - pipe.count
        guard room > 0 else {
            sink.flush()
            return sink.hasRoom
        }
        let result = connection.splice(into: pipe, atMost: min(room, reader.spliceable))
        if case .bytes(let count) = result {
            reader.moved(count)
            if count < 4096 { isBulk = false }
        }
        sink.flush()
        return received(result)
    }
}
