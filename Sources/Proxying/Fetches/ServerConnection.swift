import Memory
import Samples
import Transport

/// The server's connection (manual, 7.3.3).
extension SampleFetch {
    static let serverConnectionFacts: [SampleFetch] = [
        onServer("bc_src", gives: .address, "The address that the server's connection comes from.") {
            $0.serverSide.flatMap { Sample($0.source) }
        },
        onServer("bc_src_port", gives: .integer, "The port that the server's connection comes from.") {
            $0.serverSide?.source.portSample
        },
        onServer("bc_dst", gives: .address, "The address that the server's connection goes to.") {
            $0.serverSide.flatMap { Sample($0.destination) }
        },
        onServer("bc_dst_port", gives: .integer, "The port that the server's connection goes to.") {
            $0.serverSide?.destination.portSample
        },
        onServer("bc_reused", gives: .boolean, "Whether the server's connection has served other requests before.") {
            .boolean($0.state.contains(.reused))
        },
        onServer("bc_http_major", gives: .integer, "The version of HTTP that the server's connection speaks.") {
            $0.state.contains(.connected) ? .integer(1 as Int64) : nil
        },
        onServer("bc_nb_streams", gives: .integer, "Streams that the server's connection has now.") {
            $0.back == nil ? nil : .integer(1 as Int64)
        },
        onServer(
            "bc_settings_streams_limit", gives: .integer, "Streams that the server's connection may have at once."
        ) { $0.back == nil ? nil : .integer(1 as Int64) },
        onServer("bc_glitches", gives: .integer, "Oddities that the server's connection has brought.") {
            ($0.back as? H1Server).map { .integer(Int64($0.glitches)) }
        },
        onServer("bc_err", gives: .integer, "What was wrong with the server's connection, as a number.") {
            $0.hasTriedServer ? .integer(Int64($0.connectError.rawValue)) : nil
        },
        onServer("bc_err_name", gives: .string, "What was wrong with the server's connection, in a word.") {
            $0.hasTriedServer ? .string(ByteView($0.connectError.name)) : nil
        },
        onServer("bc_err_str", gives: .string, "What was wrong with the server's connection.") {
            $0.hasTriedServer ? .string(ByteView($0.connectError.message)) : nil
        },
        onServer("bc_be_queue", gives: .integer, "The place in the backend's queue, from 1; 0 without waiting.") {
            .integer(Int64($0.queuePositions.backend))
        },
        onServer("bc_srv_queue", gives: .integer, "The place in the server's queue, from 1; 0 without waiting.") {
            .integer(Int64($0.queuePositions.server))
        },
    ]

    private static func onServer(
        _ name: String, gives type: SampleType, _ summary: String, _ find: @escaping @Sendable (Stream) -> Sample?
    ) -> SampleFetch {
        ofStream(name, gives: type, in: .serverConnection, summary, find)
    }
}

extension Stream {
    /// The addresses of the server's connection, as long as it is there or if they were kept.
    var serverSide: (source: SocketAddress, destination: SocketAddress)? {
        if let connection = back?.connection, !connection.isClosed {
            return addresses(of: connection)
        }
        return record?.serverSide
    }

    fileprivate var hasTriedServer: Bool { back != nil || connectError != .none || state.contains(.connected) }
}
