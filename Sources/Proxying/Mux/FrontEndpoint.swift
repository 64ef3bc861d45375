import Memory
import Transport

/// The client's end of a stream.
class FrontEndpoint: SocketEndpoint {
    final let session: Session

    init(_ connection: Connection, _ session: Session) {
        self.session = session
        super.init(connection, session.context)
    }

    override final var niceness: Int { stream?.adjustments?.niceness ?? Int(session.listenerTraits.nice) }

    /// Begins to serve the client.
    func begin() {}

    /// Sends an answer made inside the process, if the protocol has such, and ends the exchange.
    func send(_ reply: Answer, for request: RequestSummary) {}

    /// Sends the head of an answer whose body follows through `accept`, of a length nobody knows yet.
    func begin(_ reply: Answer, for request: RequestSummary) {}

    /// The stream is over and everything is sent.
    func endExchange() {}

    /// The request, which has no body, is on its way to a server.
    func endEmptyRequest() {}

    /// No further exchange on this connection.
    func closeAfterResponse() {}

    override final var spliceThreshold: Int { session.frontend.spliceThreshold }
    override final var isIndependent: Bool { session.frontend.options.contains(.independentStreams) }

    override final func didReceive(_ count: Int) {
        let count = UInt64(truncatingIfNeeded: count)
        session.frontend.counters.bytesIn &+= count
        if let stream = Unretained(stream) { stream { $0.bytes.requestIn &+= count } }
    }
    override final func didSend(_ count: Int) {
        let count = UInt64(truncatingIfNeeded: count)
        session.frontend.counters.bytesOut &+= count
        if let stream = Unretained(stream) { stream { $0.bytes.responseOut &+= count } }
    }

    override final func leave() {
        stream = nil
        close()
    }

    /// Closes at once.
    func close() {
        guard !connection.isClosed else { return }
        stream = nil
        dropBuffers()
        // Whoever is giving it a body sees that there is no room any more.
        writer.reset()
        session.end()
        context.endpoints.drop()
        context.connections.drop()
        connection.close()
    }
}
