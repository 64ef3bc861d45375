import EventLoop
import Glibc
import Memory
import Transport

/// Sends the lines of a ring to a server, on one loop: connects with the first line, and again whenever the connection has ended
/// and there is something to send.
final class RingForwarder: ConnectionOwner, SocksClient {
    private enum Phase {
        /// Nothing to send.
        case idle
        /// The last attempt failed: the next one comes with the deadline.
        case pausing
        case connecting(Connection)
        case connected(Connection)
    }

    /// How to get to the server.
    struct Route {
        /// Begins to connect; gives the socket.
        let open: () throws(SystemError) -> Int32
        /// What a proxy on the way is asked for; nil without one.
        let proxiedTarget: () -> SocketAddress?
    }

    private let ring: LogRing
    private let framing: LogFraming
    private let route: Route
    private unowned(unsafe) let context: LoopContext
    /// Its place among the loop's forwarders.
    private let place: Int
    private var reader: LogRing.Reader
    private var phase = Phase.idle
    private var output: Buffer?
    private let pause: RetryPause
    /// The server is elsewhere now: what is being sent is finished, the next lines go there.
    private var isOutdated = false
    private static let retryInterval = Milliseconds.seconds(1)

    init(
        _ ring: LogRing, _ framing: LogFraming?, at place: Int, _ context: LoopContext, by route: Route
    ) {
        self.ring = ring
        self.framing = framing ?? .legacy
        self.route = route
        self.place = place
        self.context = context
        reader = ring.makeReader()
        pause = RetryPause()
        super.init()
        pause.forwarder = self
        context.loop.register(pause)
    }

    /// Asks to be woken by the next line.
    func watch() {
        let (mailbox, place) = (context.mailbox, place)
        ring.whenReadable(reader) { mailbox.send(.run { $0.ringForwarders[place].wake() }) }
    }

    /// There is something to send.
    func wake() {
        switch phase {
        case .idle: connect()
        case .connected: send()
        case .pausing, .connecting: break
        }
    }

    // MARK: Connecting

    fileprivate func connect() {
        let descriptor: Int32
        do throws(SystemError) {
            descriptor = try route.open()
        } catch {
            return wait()
        }
        let connection = Connection(descriptor, on: context.loop, isConnecting: true)
        connection.owner =
            route.proxiedTarget().map { SocksHandshake(connection, for: self, to: $0, on: context.loop) } ?? self
        do throws(SystemError) {
            try connection.attach()
        } catch {
            connection.owner = nil
            close(descriptor)
            return wait()
        }
        phase = .connecting(connection)
        connection.setDeadline(deadline(ring.settings.connectTimeout))
    }

    private func deadline(_ timeout: Milliseconds) -> Milliseconds {
        timeout == .never ? .never : context.now + timeout
    }

    private func wait() {
        phase = .pausing
        context.loop.setDeadline(pause, context.now + RingForwarder.retryInterval)
    }

    override func connectionReady() {
        switch phase {
        case .idle, .pausing: break
        case .connecting(let connection):
            guard connection.finishConnecting() == 0 else { return end(connection) }
            phase = .connected(connection)
            connection.setDeadline(.never)
            ring.hold(&reader)
            send()
        case .connected(let connection):
            guard discardInput(connection) else { return end(connection) }
            send()
        }
    }

    func reachedSocksProxy() {}

    func refusedBySocksProxy(_ error: ConnectionError) { connectionExpired() }

    override func connectionExpired() {
        switch phase {
        case .connecting(let connection), .connected(let connection): end(connection)
        case .idle, .pausing: break
        }
    }

    /// Servers have nothing to say; false when one has ended the connection.
    private func discardInput(_ connection: Connection) -> Bool {
        while connection.mayRead {
            guard let buffer = context.takeBuffer() else { return false }
            defer { context.give(buffer) }
            switch connection.receive(into: buffer) {
            case .bytes, .wouldBlock: continue
            case .end, .failed: return false
            }
        }
        return true
    }

    /// What was on its way is lost with the connection. The next line opens another one, after a pause where no connection
    /// came about.
    private func end(_ connection: Connection) {
        giveOutput()
        isOutdated = false
        connection.close()
        guard case .connected = phase else { return wait() }
        phase = .idle
        watch()
    }

    private func giveOutput() {
        guard let buffer = output.take() else { return }
        context.give(buffer)
    }

    // MARK: Sending

    /// Connects anew where the server is now, with the next line.
    func reconnect() {
        switch phase {
        case .idle, .pausing: break
        case .connecting(let connection): end(connection)
        case .connected(let connection):
            isOutdated = true
            if output == nil { end(connection) }
        }
    }

    /// Sends until nothing is left or the kernel is full.
    private func send() {
        guard case .connected(let connection) = phase else { return }
        while true {
            guard let buffer = output ?? context.largeBuffers.take() else { return end(connection) }
            output = buffer
            if buffer.isEmpty {
                guard !isOutdated else { return end(connection) }
                buffer.reset()
                buffer.append(ring.read(&reader, atMost: buffer.room, framing))
            }
            if buffer.isEmpty {
                giveOutput()
                connection.setDeadline(.never)
                return watch()
            }
            guard connection.mayWrite else {
                if context.loop.deadline(connection) == .never {
                    connection.setDeadline(deadline(ring.settings.serverTimeout))
                }
                return
            }
            switch connection.send(from: buffer) {
            case .bytes: connection.setDeadline(.never)
            case .wouldBlock: continue
            case .end, .failed: return end(connection)
            }
        }
    }

    /// Sends what can be sent at once, before the process ends.
    func finish() { if case .connected = phase { send() } }
}

/// The time between two attempts to connect.
private final class RetryPause: EventSource {
    weak var forwarder: RingForwarder?

    override func expired() { forwarder?.connect() }
}
