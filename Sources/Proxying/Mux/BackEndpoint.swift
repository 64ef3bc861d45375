import Glibc
import Memory
import Transport

/// A server's end of a stream.
class BackEndpoint: SocketEndpoint, SocksClient {
    final let server: ServerShare
    private final var isOver = false

    init(_ connection: Connection, _ server: ServerShare, _ context: LoopContext) {
        self.server = server
        super.init(connection, context)
    }

    override final var niceness: Int { stream?.front.niceness ?? 0 }

    /// Serves `stream` from now on.
    func begin(_ stream: Stream) { self.stream = stream }

    /// The connection is there.
    func connected() {}

    override final func connectionReady() {
        if context.measuresStreams { context.measured(self) { goOn() } } else { goOn() }
    }

    private func goOn() {
        if connection.isConnecting { finishConnecting() } else { ready() }
    }

    /// The connection, which is established, has something new.
    func ready() {}

    private func finishConnecting() {
        let error = connection.finishConnecting()
        guard error == 0 else { return fail(error) }
        guard let stream else { return close() }
        connected()
        if server.state.settings.sendsProxy != .none, !writeProxyHeader(stream) {
            stream.keepAddresses(connection)
            close()
            return stream.connectFailed(ENOMEM)
        }
        stream.connected(self)
    }

    /// There is no connection, for a reason of the system's, or of a proxy on the way.
    private func fail(_ error: Int32, _ cause: ConnectionError? = nil) {
        guard let stream else { return close() }
        stream.keepAddresses(connection)
        close()
        stream.connectFailed(error, cause)
    }

    final func reachedSocksProxy() {}

    final func refusedBySocksProxy(_ error: ConnectionError) { fail(ECONNREFUSED, error) }

    override final func connectionExpired() {
        guard let stream else { return idleExpired() }
        if connection.isConnecting { return fail(0) }
        // Nothing is expected of a server whose data the client does not take.
        guard !stream.holdsBack, hasPendingOutput || stream.front.takesMore else { return touched() }
        // Of two sides of a tunnel that are late at once, it is the client that the log names.
        if stream.isPassing, clientIsLate(stream) { return stream.clientTimedOut() }
        stream.serverTimedOut()
    }

    /// The client's deadline passes at this moment, too: those that have passed are no more.
    private func clientIsLate(_ stream: Stream) -> Bool {
        guard context.loop.deadline(stream.front.connection) == .never else { return false }
        return stream.session.frontend.timeouts.client != .never || server.backend.timeouts.tunnel != .never
    }

    /// Tells the server who the client is, before anything else (`send-proxy`, `send-proxy-v2`).
    private func writeProxyHeader(_ stream: Stream) -> Bool {
        guard let out = takeOutput() else { return false }
        return out.append(server.proxyHeader(for: stream))
    }

    /// The time for being idle is over.
    func idleExpired() { close() }

    override final var spliceThreshold: Int { server.backend.spliceThreshold }
    override final var isIndependent: Bool { server.backend.options.contains(.independentStreams) }

    override final func didReceive(_ count: Int) {
        let count = UInt64(truncatingIfNeeded: count)
        server.counters.bytesOut &+= count
        if let stream = Unretained(stream) { stream { $0.bytes.responseIn &+= count } }
    }
    override final func didSend(_ count: Int) {
        let count = UInt64(truncatingIfNeeded: count)
        server.counters.bytesIn &+= count
        if let stream = Unretained(stream) { stream { $0.bytes.requestOut &+= count } }
    }

    override final func leave() { close() }

    func close() {
        guard !isOver else { return }
        isOver = true
        stream = nil
        dropBuffers()
        // Whoever is giving it a body sees that there is no room any more.
        writer.reset()
        server.connectionClosed()
        context.endpoints.drop()
        context.connections.drop()
        connection.close()
    }
}
