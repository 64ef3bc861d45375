import EventLoop
import Glibc
import Transport

/// What wants a connection through a SOCKS4 proxy: a stream's end, or a check.
protocol SocksClient: ConnectionOwner {
    /// The connection to the proxy is there, the one behind it is not.
    func reachedSocksProxy()
    /// There will be no connection. It is still there and is the client's.
    func refusedBySocksProxy(_ error: ConnectionError)
}

/// Asks a SOCKS4 proxy for a connection to a server (manual, 5.2 `socks4`).
///
/// It owns the connection while that is still `connecting` for its client, and the client meanwhile. The client takes its place
/// when the proxy has agreed, and finds a connection that has just come about.
final class SocksHandshake: ConnectionOwner {
    private unowned(unsafe) let connection: Connection
    let client: any SocksClient
    private unowned(unsafe) let loop: Loop
    private let request: [UInt8]?
    private var hasAsked = false
    private var reply = SocksReply()

    /// - Parameter target: what the proxy is to connect to.
    init(_ connection: Connection, for client: any SocksClient, to target: SocketAddress, on loop: Loop) {
        self.connection = connection
        self.client = client
        self.loop = loop
        request = SocksRequest.connect(to: target)
    }

    override var niceness: Int { client.niceness }

    override func connectionExpired() { client.connectionExpired() }

    override func connectionReady() {
        if !hasAsked {
            // An attempt that has failed is told by the client in its own words.
            guard connection.mayWrite, !connection.state.contains(.failed) else {
                return connection.state.contains(.failed) ? handOver() : ()
            }
            client.reachedSocksProxy()
            guard let request else { return refuse(.socket) }
            hasAsked = true
            guard connection.sendAtOnce(request) else { return refuse(.socksSend) }
        }
        receive()
    }

    private func receive() {
        while reply.missing > 0 {
            switch connection.receive(atMost: reply.missing, { reply.append($0) }) {
            case .bytes: continue
            case .wouldBlock: return
            case .end, .failed: return refuse(.socksReceive)
            }
        }
        reply.verdict == .granted ? handOver() : refuse(.socksDenied)
    }

    private func refuse(_ error: ConnectionError) {
        let client = client
        leave()
        client.refusedBySocksProxy(error)
    }

    private func handOver() {
        let client = client
        leave()
        client.connectionReady()
    }

    /// Lives to the end of the turn, since it is its own method that is under way.
    private func leave() {
        loop.retire(self)
        connection.owner = client
    }
}
