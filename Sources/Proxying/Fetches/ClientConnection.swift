import Memory
import Samples
import Transport

/// The client's connection and its socket (manual, 7.3.3).
extension SampleFetch {
    static let clientConnection: [SampleFetch] = [
        ofSession("so_id", gives: .integer, in: .frontend, "The number of the listening socket.") {
            .integer(Int64($0.listenerTraits.identifier))
        },
        SampleFetch("so_name", gives: .string, in: .frontend, "The name of the listening socket.") { _, evaluation in
            evaluation.loops.withSession { text($0.listenerTraits.name, evaluation) }
        },
        SampleFetch(
            "fc_saved_syn", gives: .binary, in: .connection, "The packet that began the client's connection."
        ) { _, evaluation in
            evaluation.loops.withClient { connection in
                connection.isClosed ? nil : evaluation.write { connection.takeFirstPacket(into: $0) }
            }.map { .binary($0) }
        },
        SampleFetch(
            "src_is_local", gives: .boolean, in: .connection, "Whether the client's address is one of this system's."
        ) { _, evaluation in evaluation.loops.source.map { .boolean($0.isLocal) } },
        SampleFetch(
            "dst_is_local", gives: .boolean, in: .connection,
            "Whether the address that the client wanted is this system's."
        ) { _, evaluation in evaluation.loops.destination.map { .boolean($0.isLocal) } },
        connected("fc_src", gives: .address, "The client's address, as the connection began.") { _, session in
            Sample(session.connectionSource)
        },
        connected("fc_src_port", gives: .integer, "The client's port, as the connection began.") { _, session in
            session.connectionSource.portSample
        },
        connected("fc_dst", gives: .address, "The address that the client wanted, as the connection began.") {
            connection, session in Sample(session.connectionDestination(of: connection))
        },
        connected("fc_dst_port", gives: .integer, "The port that the client wanted, as the connection began.") {
            connection, session in session.connectionDestination(of: connection).portSample
        },
        connected("fc_src_is_local", gives: .boolean, "As `src_is_local`, as the connection began.") { _, session in
            .boolean(session.connectionSource.isLocal)
        },
        connected("fc_dst_is_local", gives: .boolean, "As `dst_is_local`, as the connection began.") {
            connection, session in .boolean(session.connectionDestination(of: connection).isLocal)
        },
        connected("fc_http_major", gives: .integer, "The version of HTTP that the client's connection speaks.") {
            _, _ in .integer(1 as Int64)
        },
        connected("fc_nb_streams", gives: .integer, "Streams that the client's connection has now.") { _, _ in
            .integer(1 as Int64)
        },
        ofSession(
            "fc_glitches", gives: .integer, in: .connection, "Oddities that the client's connection has brought."
        ) { .integer(Int64($0.extras?.glitches ?? 0)) },
        ofSession(
            "fc_settings_streams_limit", gives: .integer, in: .session,
            "Streams that the client's connection may have at once."
        ) { _ in .integer(1 as Int64) },
        failed("fc_err", gives: .integer, "What was wrong with the client's connection, as a number.") {
            .integer(Int64($0.clientError.rawValue))
        },
        failed("fc_err_name", gives: .string, "What was wrong with the client's connection, in a word.") {
            .string(ByteView($0.clientError.name))
        },
        failed("fc_err_str", gives: .string, "What was wrong with the client's connection.") {
            .string(ByteView($0.clientError.message))
        },
    ]

    private static func failed(
        _ name: String, gives type: SampleType, _ summary: String,
        _ find: @escaping @Sendable (StreamEvaluation) -> Sample
    ) -> SampleFetch {
        SampleFetch(name, gives: type, in: .connection, summary) { _, evaluation in find(evaluation.loops) }
    }

    private static func connected(
        _ name: String, gives type: SampleType, _ summary: String,
        _ find: @escaping @Sendable (Connection, Session) -> Sample?
    ) -> SampleFetch {
        SampleFetch(name, gives: type, in: .connection, summary) { _, evaluation in
            evaluation.loops.withSession { session in evaluation.loops.withClient { find($0, session) } }
        }
    }
}
