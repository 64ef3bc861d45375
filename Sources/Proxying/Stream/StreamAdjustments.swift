import Memory
import Transport

/// What rules have set for one exchange; made when the first of them is run.
final class StreamAdjustments {
    /// Where the client seems to come from, and where it seems to have gone (`set-src`, `set-dst`).
    var addresses = AddressChange()
    /// In the place of the proxy's.
    var timeouts: [TimeoutKind: Milliseconds] = [:]
    var retries: Int?
    /// For the server's connection (`set-bc-mark`, `set-bc-tos`).
    var mark: UInt32?
    var serviceType: UInt8?
    /// `set-log-level`
    var log = LogChoice.usual
    var niceness: Int?
    /// `set-priority-class`, `set-priority-offset`
    var priority = QueuePriority()
    /// `disable-l7-retry`
    var retriesConnectingOnly = false

    /// A connection to a server is made for this exchange alone.
    var marksServer: Bool { mark != nil || serviceType != nil }

    /// Marks the packets of a connection to a server.
    func mark(_ descriptor: Int32) {
        if let mark { SocketOption.set(descriptor, mark: mark) }
        if let serviceType { SocketOption.set(descriptor, serviceType: serviceType) }
    }

    /// Another backend than the one of the rules takes the exchange: what was set for servers was not meant for it.
    func leaveBackend() {
        for kind in [TimeoutKind.connect, .queue, .server, .tunnel] { timeouts[kind] = nil }
        retries = nil
    }

    /// How the exchange is logged.
    enum LogChoice {
        case usual, silent
        case level(LogLevel)
    }

    enum TimeoutKind: Int64 {
        case client, connect, queue, server, tarpit, tunnel
    }
}

extension Stream {
    /// Where the client seems to come from.
    var source: SocketAddress { adjustments?.addresses.source ?? session.source }

    /// Where the client seems to have gone.
    var destination: SocketAddress { adjustments?.addresses.destination ?? session.destination(of: front.connection) }

    /// Changes what rules have set.
    func adjust(_ body: (StreamAdjustments) -> Void) {
        let current = adjustments ?? StreamAdjustments()
        adjustments = current
        body(current)
    }

    /// A time that a rule has set, or the usual one.
    @inline(__always)
    func timeout(_ kind: StreamAdjustments.TimeoutKind, or usual: Milliseconds) -> Milliseconds {
        guard let adjustments else { return usual }
        return adjustments.timeouts[kind] ?? usual
    }
}
