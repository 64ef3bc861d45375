import Memory
import Samples
import Transport

/// What the kernel has measured of connections (manual, 7.3.3).
extension SampleFetch {
    static let transportMeasures: [SampleFetch] = [
        time("fc_rtt", "The time to the client and back.", { $0.roundTrip }, ofClient),
        time("fc_rttvar", "How the time to the client and back varies.", { $0.roundTripVariance }, ofClient),
        time("bc_rtt", "The time to the server and back.", { $0.roundTrip }, ofServer),
        time("bc_rttvar", "How the time to the server and back varies.", { $0.roundTripVariance }, ofServer),
        count("fc_fackets", "Segments to the client that were forward acknowledged.") { $0.forwardAcknowledged },
        count("fc_lost", "Segments to the client that were lost.") { $0.lost },
        count("fc_reordering", "How far segments to the client are reordered.") { $0.reordering },
        count("fc_retrans", "Segments to the client that are sent again.") { $0.retransmitted },
        count("fc_sacked", "Segments to the client that were selectively acknowledged.") {
            $0.selectivelyAcknowledged
        },
        count("fc_unacked", "Segments to the client that are not acknowledged yet.") { $0.unacknowledged },
    ]

    private static let ofClient: @Sendable (StreamEvaluation) -> TransportFigures? = { evaluation in
        evaluation.withClient { $0.isClosed ? nil : $0.figures }
    }

    private static let ofServer: @Sendable (StreamEvaluation) -> TransportFigures? = { evaluation in
        evaluation.withStream { $0.back.flatMap { $0.connection.isClosed ? nil : $0.connection.figures } }
    }

    private static func count(
        _ name: String, _ summary: String, _ value: @escaping @Sendable (TransportFigures) -> UInt32
    ) -> SampleFetch {
        SampleFetch(
            name, gives: .integer, takes: ArgumentGrammar(optional: [.string]), in: .connection, summary,
            check: { try checkUnit(&$0) },
            find: { _, evaluation in ofClient(evaluation.loops).map { .integer(Int64(value($0))) } })
    }

    private static func time(
        _ name: String, _ summary: String, _ value: @escaping @Sendable (TransportFigures) -> UInt32,
        _ figures: @escaping @Sendable (StreamEvaluation) -> TransportFigures?
    ) -> SampleFetch {
        SampleFetch(
            name, gives: .integer, takes: ArgumentGrammar(optional: [.string]), in: .connection, summary,
            check: { try checkUnit(&$0) },
            find: { arguments, evaluation in
                figures(evaluation.loops).map { .integer(Int64(value($0)) / max(1, arguments.integer(0))) }
            })
    }

    /// Puts the microseconds of a unit where the step finds them.
    private static func checkUnit(_ arguments: inout PreparedArguments) throws {
        switch arguments.text(0) {
        case "", "ms": arguments.set(1000, at: 0)
        case "us": arguments.set(1, at: 0)
        default: throw arguments.refuse("expects 'us' or 'ms', got '\(arguments.text(0))'.")
        }
    }
}
