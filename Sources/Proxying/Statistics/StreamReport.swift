import EventLoop
import Memory
import Transport

/// What `show sess` says of one stream.
public struct StreamReport: Sendable {
    /// Unique among the streams of the process now: where the stream lies in memory.
    public let identifier: UInt
    public let source: SocketAddress
    public let frontend: String
    /// Index of the backend in the generation.
    public let backend: Int?
    public let backendName: String?
    /// Index of the server in the backend.
    public let server: Int?
    public let serverName: String?
    /// Whole seconds since the client's connection.
    public let age: Int64
    /// Streams that the client's connection has begun.
    public let number: UInt32
    public let retriesLeft: Int
    public let isTunnel: Bool
    public let frontDescriptor: Int32
    public let backDescriptor: Int32
    /// Milliseconds until the sides' time-outs; `.never` when none runs.
    public let frontDeadline: Milliseconds
    public let backDeadline: Milliseconds
    /// Bytes that wait for the server and for the client.
    public let requestPending: Int
    public let responsePending: Int
    /// When the request was whole, in milliseconds since 1970.
    public let began: Milliseconds
    /// Where the client connected to.
    public let destination: SocketAddress
    /// How far it has come, as its state's bits.
    public let progress: UInt16
    public let isQueued: Bool
    /// Of the connections, as in `show fd`.
    public let frontState: String
    public let backState: String
}

extension Stream {
    var report: StreamReport {
        let now = context.now
        func left(_ connection: Connection?) -> Milliseconds {
            guard let connection else { return .never }
            let deadline = context.loop.deadline(connection)
            return deadline == .never ? .never : max(.zero, deadline - now)
        }
        return StreamReport(
            identifier: UInt(bitPattern: Unmanaged.passUnretained(self).toOpaque()), source: session.source,
            frontend: session.frontend.proxy.settings.name, backend: backend?.proxy.index,
            backendName: backend?.proxy.settings.name, server: server?.index, serverName: server?.state.name,
            age: session.age(now), number: session.streams, retriesLeft: retriesLeft,
            isTunnel: state.contains(.tunnel), frontDescriptor: front.connection.descriptor,
            backDescriptor: back?.connection.descriptor ?? -1, frontDeadline: left(front.connection),
            backDeadline: left(back?.connection), requestPending: back?.output?.count ?? 0,
            responsePending: front.output?.count ?? 0, began: Clock.wall() - (now - timing.began),
            destination: session.destination(of: front.connection), progress: state.rawValue,
            isQueued: waiting != nil, frontState: front.connection.state.letters,
            backState: back?.connection.state.letters ?? "")
    }
}
