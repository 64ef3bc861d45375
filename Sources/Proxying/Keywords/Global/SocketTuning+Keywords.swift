import Configuration
import Memory

extension Keyword<GlobalBuilder> {
    /// `tune.rcvbuf.*`, `tune.sndbuf.*` and `tune.notsent-lowat.*`: the kernel's buffers of sockets (manual, 3.2).
    static let socketTuning: [Keyword] = [
        socket("tune.rcvbuf.client", \.client.receiveBuffer, "Sets the receive buffers of client sockets."),
        socket("tune.rcvbuf.server", \.server.receiveBuffer, "Sets the receive buffers of server sockets."),
        socket("tune.sndbuf.client", \.client.sendBuffer, "Sets the send buffers of client sockets."),
        socket("tune.sndbuf.server", \.server.sendBuffer, "Sets the send buffers of server sockets."),
        socket(
            "tune.rcvbuf.frontend", \.frontendDatagrams.receiveBuffer, "Sets receive buffers for datagrams that come."),
        socket("tune.sndbuf.frontend", \.frontendDatagrams.sendBuffer, "Sets send buffers of sockets for datagrams."),
        socket(
            "tune.rcvbuf.backend", \.backendDatagrams.receiveBuffer, "Sets receive buffers for answers in datagrams."),
        socket("tune.sndbuf.backend", \.backendDatagrams.sendBuffer, "Sets send buffers for log lines in datagrams."),
        socket("tune.notsent-lowat.client", \.client.unsentLimit, "Limits the unsent bytes of client sockets."),
        socket("tune.notsent-lowat.server", \.server.unsentLimit, "Limits the unsent bytes of server sockets."),
    ]

    private static func socket(
        _ name: String, _ field: WritableKeyPath<SocketTuning, Int> & Sendable, _ summary: String
    ) -> Keyword {
        Keyword(name, in: .global, usage: "<size>", summary: summary) { arguments, global in
            let size = try arguments.size(named: "<size>", in: 0...Int(Int32.max))
            global.settings.sockets[keyPath: field] = size.rawValue
        }
    }
}
