import Memory
import Transport

/// The client's side in TCP mode: bytes pass as they are.
final class PassClient: FrontEndpoint {
    private var inputIsOver = false
    private var outputIsOver = false

    override func begin() {
        let timeouts = session.frontend.timeouts
        connection.watch()
        connection.setDeadline(context.now + timeouts.client)
        reader.begin(.tunnel)
        writer.begin(.transparent)
        let stream = context.takeStream(session, front: self)
        self.stream = stream
        stream.began(received: session.readySince, head: input?.count ?? 0)
        stream.startPassing()
    }

    override func connectionReady() {
        if context.measuresStreams { context.measured(self) { passOn() } } else { passOn() }
    }

    private func passOn() {
        guard let stream else { return }
        // Behind a connection it is the server's answer that rules wait for; what the client sends passes.
        if stream.state.contains(.waitsInRules), stream.waitsForConnection { return contentArrived(stream) }
        let isCut = connection.state.contains(.failed)
        if !isCut, connection.mayWrite, output != nil || pipe != nil { sendWaiting() }
        guard self.stream != nil else { return }
        // What the client had sent before it cut the connection off goes on to the server.
        if isCut, stream.waitsForConnection, !content.isEmpty || connection.hasUnread { return stream.clientClosed() }
        if !isCut || !stream.waitsForConnection, let server = stream.back { passDirectly(to: server) }
        guard self.stream != nil else { return }
        if connection.mayRead || input != nil || reader.isDone { pumpBody() }
        if isCut, let stream = self.stream, !connection.mayRead || stream.waitsForConnection {
            return stream.clientFailed()
        }
        // It may have nothing to say and listen all the same: servers that speak first are asked so.
        if self.stream != nil, connection.state.contains(.peerClosed), stream.waitsForConnection {
            stream.clientClosed()
        }
    }

    override func pump() { pumpBody() }

    override func inputEnded() {
        inputIsOver = true
        endIfOver()
    }

    override func inputBroken() { stream?.clientFailed() }
    override func outputBroken() { stream?.clientFailed() }

    /// The server sends no more and everything is passed on.
    override func outputEnded() {
        guard !outputIsOver else { return }
        outputIsOver = true
        connection.endWriting()
        endIfOver()
    }

    /// All is over once both peers have got everything and its end.
    func endIfOver() {
        guard let stream else { return }
        if outputIsOver, let server = stream.back as? PassServer, server.outputIsOver { return stream.passed() }
        touched()
        stream.back?.touched()
    }

    override func touched() {
        guard let stream else { return }
        let timeouts = session.frontend.timeouts
        let tunnel = stream.backend?.timeouts.tunnel ?? .never
        let time: Milliseconds
        if inputIsOver || outputIsOver, timeouts.clientFin != .never {
            time = timeouts.clientFin
        } else if tunnel != .never, stream.isConnected {
            time = tunnel
        } else {
            time = timeouts.client
        }
        connection.setDeadline(context.now + time)
    }

    override func connectionExpired() {
        // Nothing is expected of a client whose data the server does not take.
        if let server = stream?.back, !hasPendingOutput, !server.takesMore { return touched() }
        if stream?.holdsBack == true { return touched() }
        stream?.clientTimedOut()
    }

    /// TCP has no words for an error: the connection ends.
    override func send(_ reply: Answer, for request: RequestSummary) { stream?.abort() }

    override func endExchange() { close() }
}
