import DNS
import EventLoop
import Memory

/// A name server as the first loop sees it: the ways to it, opened when first used, and what was counted.
public final class NameServer {
    public let settings: NameServerSettings
    public var counters = NameServerCounters()
    /// Its place in the section.
    let place: Int
    unowned(unsafe) let resolver: Resolver
    unowned(unsafe) let context: LoopContext
    private var socket: NameServerSocket?
    private var stream: NameServerStream?

    init(_ settings: NameServerSettings, at place: Int, _ resolver: Resolver, _ context: LoopContext) {
        self.settings = settings
        self.place = place
        self.resolver = resolver
        self.context = context
    }

    /// Sends a query; false when that is not possible now.
    func ask(_ query: [UInt8]) -> Bool {
        let isSent = settings.usesStream ? askOnStream(query) : askByDatagram(query)
        if isSent { counters.sent &+= 1 } else { counters.sendErrors &+= 1 }
        return isSent
    }

    /// Sends a query whose answer has no room in a datagram.
    func askAgain(_ query: [UInt8]) -> Bool {
        let isSent = askOnStream(query)
        if isSent { counters.sent &+= 1 } else { counters.sendErrors &+= 1 }
        return isSent
    }

    private func askByDatagram(_ query: [UInt8]) -> Bool {
        if socket == nil { socket = try? NameServerSocket(self, context) }
        return socket?.send(query) ?? false
    }

    private func askOnStream(_ query: [UInt8]) -> Bool {
        if stream == nil { stream = try? NameServerStream(self, context) }
        return stream?.send(query) ?? false
    }

    /// The stream has ended; the next query opens another one.
    func streamEnded() { stream = nil }

    /// The socket is of no use any more; the next query opens another one.
    func socketEnded() { socket = nil }

    func received(_ message: ByteView, onStream: Bool) { resolver.received(message, from: self, onStream: onStream) }
}
