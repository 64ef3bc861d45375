import EventLoop
import HTTP
import Memory
import Transport

/// An endpoint over one connection: HTTP/1 or pass-through. It holds buffers only while they have content.
class SocketEndpoint: Endpoint {
    final let context: LoopContext
    final let connection: Connection
    /// What was received and not passed on.
    final var input: Buffer?
    /// What was accepted and not sent.
    final var output: Buffer?
    /// Bytes on their way inside the kernel, after `output`.
    final var pipe: Pipe?
    final var reader = BodyReader()
    final var writer = BodyWriter()
    /// The last read filled its buffer: more is worth taking at once.
    final var isBulk = false
    /// Nothing is sent: the request is being gathered for a possible second try.
    final var isHolding = false
    /// Trailer lines of a chunked body that is being received.
    final var trailers: Buffer?

    init(_ connection: Connection, _ context: LoopContext) {
        self.connection = connection
        self.context = context
        super.init()
    }

    // MARK: What subclasses decide

    /// Bodies of at least this many bytes still to come go through a pipe in the kernel (`option splice-*`).
    var spliceThreshold: Int { .max }
    /// Writing does not keep the peer from being taken for silent (`option independent-streams`).
    var isIndependent: Bool { false }

    /// All that was accepted is sent and the message is over.
    func outputEnded() {}
    /// Our side of the connection ends as soon as the message is sent.
    var endsConnection: Bool { false }
    /// The whole body was received and passed on.
    func inputEnded() {}
    /// The peer ended or reset before the body was whole.
    func inputBroken() {}
    /// The body does not follow its framing.
    func inputMalformed() {}
    /// The peer takes no more.
    func outputBroken() {}
    /// Counts bytes from the peer.
    func didReceive(_ count: Int) {}
    /// Counts bytes to the peer.
    func didSend(_ count: Int) {}

    // MARK: Buffers

    /// The input buffer, taken from the pool when there is none.
    final func takeInput() -> Buffer? {
        if let input { return input }
        input = context.takeBuffer()
        return input
    }

    /// Gives the input buffer back if nothing is in it.
    final func releaseInput() {
        guard input?.isEmpty == true, let buffer = input.take() else { return }
        context.give(buffer)
    }

    final func takeOutput() -> Buffer? {
        if let output { return output }
        output = context.takeBuffer()
        return output
    }

    /// Gives everything back, with what is in it.
    final func dropBuffers() {
        if let buffer = input {
            input = nil
            context.give(buffer)
        }
        if let buffer = output {
            output = nil
            context.give(buffer)
        }
        if let buffer = trailers {
            trailers = nil
            context.give(buffer)
        }
        if let old = pipe {
            pipe = nil
            context.give(old)
        }
    }

    /// Keeps a byte of a trailer section; false when the section is too long.
    final func keepTrailer(_ byte: UInt8) -> Bool {
        if trailers == nil {
            // The empty line alone is no trailer.
            if byte == 13 || byte == 10 { return true }
            trailers = context.takeBuffer()
        }
        return trailers?.append(byte) ?? false
    }

    final var hasPendingOutput: Bool {
        if let output, !output.isEmpty { return true }
        if let pipe, pipe.count > 0 { return true }
        return false
    }

    /// Sends what waits for the peer, and lets the other end go on: it may have stopped at any fill of the buffer, since no more
    /// is taken while the kernel takes nothing.
    final func sendWaiting() {
        flush()
        if hasRoom { stream?.roomOpened(for: self) }
    }

    /// What the other end sends can go on to the peer, or nothing is to go there.
    final var takesMore: Bool { !awaitsBody || hasRoom && connection.mayWrite }

    // MARK: Sink

    override final var awaitsBody: Bool { writer.isOpen }

    override final var hasRoom: Bool {
        guard writer.isOpen, pipe == nil || pipe?.count == 0 else { return false }
        guard let output, !output.isEmpty else { return true }
        return connection.mayWrite && output.room > 512
    }

    override final func accept(_ buffer: Buffer, upTo end: Int, canAdopt: Bool) -> Bool {
        if let output, !output.isEmpty {
            if writer.append(buffer, upTo: end, to: output) { return false }
            flush(more: true)
            // The peer may have gone with that, and every buffer with it.
            guard stream != nil else { return false }
        }
        if output == nil, canAdopt, writer.canAdopt(buffer) {
            writer.adopt(buffer)
            output = buffer
            return true
        }
        guard let output = takeOutput() else {
            outputBroken()
            return false
        }
        _ = writer.append(buffer, upTo: end, to: output)
        return false
    }

    override final func endBody(trailers: Message?) {
        if writer.needsEnd {
            if let output, output.room < 64 {
                flush(more: false)
                guard stream != nil else { return }
            }
            guard let output = takeOutput() else { return outputBroken() }
            writer.end(output, trailers)
        }
        writer.close()
    }

    override final func flush() { flush(more: false) }

    final func flush(more: Bool) {
        guard !isHolding else { return }
        // Held back for a moment, the last bytes leave together with the end of the connection: one packet less.
        let more = more || writer.isClosed && endsConnection
        while let buffer = output.take() {
            if buffer.isEmpty {
                context.give(buffer)
                break
            }
            guard connection.mayWrite else {
                output = buffer
                return touched()
            }
            let isAlive = sent(connection.send(from: buffer, more: more))
            output = buffer
            guard isAlive else { return outputBroken() }
        }
        while let pipe {
            if pipe.count == 0 {
                self.pipe = nil
                context.give(pipe)
                break
            }
            guard connection.mayWrite else { return touched() }
            guard sent(connection.splice(from: pipe)) else { return outputBroken() }
        }
        if writer.isClosed { outputEnded() }
    }

    /// Counts what went out; false when the connection has failed.
    @inline(__always)
    private final func sent(_ result: Transfer) -> Bool {
        if case .failed = result { return false }
        if case .bytes(let count) = result { didSend(count) }
        return true
    }

    override final var spliceConnection: Connection? { connection }

    override final func splicePipe() -> Pipe? {
        guard writer.isTransparent, output == nil else { return nil }
        if pipe == nil { pipe = context.takePipe() }
        return pipe
    }
}
