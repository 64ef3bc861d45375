import Configuration
import EventLoop
import Transport

/// A listening address of a proxy and its sockets, open for the life of the process or until the frontend stops.
public struct Listener: Sendable {
    public let settings: BindSettings
    /// Of the proxy in the generation.
    public let proxy: Int
    /// The port that it listens on; 0 for unix sockets.
    public let port: UInt16
    /// `maxconn` of the bind line, which counts for each address; nil where nobody counts.
    let connections: ConnectionLimit?
    /// The loops that accept, in order.
    private let loops: [Int]
    /// One or more (`shards`), each for a fair share of the loops.
    private let sockets: [ListenDescriptor]

    /// - Parameter descriptors: as many as there are loops, or fewer.
    /// - Parameter counts: also without `maxconn`, its connections are counted.
    init(
        _ settings: BindSettings, proxy: Int, loops: [Int], descriptors: [Int32], port: UInt16, counts: Bool = false
    ) {
        self.settings = settings
        self.proxy = proxy
        self.port = port
        self.loops = loops
        connections =
            counts || settings.maximumConnections > 0 ? ConnectionLimit(settings.maximumConnections) : nil
        sockets = descriptors.indices.map { shard in
            let users = loops.indices.filter { Listener.shard(of: $0, loops.count, descriptors.count) == shard }
            return ListenDescriptor(descriptors[shard], userCount: users.count)
        }
    }

    private static func shard(of place: Int, _ loops: Int, _ shards: Int) -> Int { place * shards / max(1, loops) }

    /// The socket that a loop accepts from; nil for a loop that the bind line leaves out.
    func socket(forLoop index: Int) -> ListenDescriptor? {
        guard let place = loops.firstIndex(of: index), !sockets.isEmpty else { return nil }
        return sockets[Listener.shard(of: place, loops.count, sockets.count)]
    }

    var descriptors: [Int32] { sockets.map(\.number) }

    /// The descriptor of `socket(forLoop:)`.
    public func descriptor(forLoop index: Int) -> Int32? { socket(forLoop: index)?.number }
}
