import Memory
import Samples

/// Dates and lengths of time (manual, 7.3.3, 7.3.6 and 8.4).
extension SampleFetch {
    static let timers: [SampleFetch] = [
        timer("fc.timer.handshake", .handshake, in: .connection, "What preceded the connection's data took so long."),
        timer("fc.timer.total", .total, in: .frontend, "The stream took so long."),
        timer("bc.timer.connect", .connect, in: .serverConnection, "The server's connection took so long."),
        timer("req.timer.hdr", .head, in: .requestContent, "The request's head took so long."),
        timer("req.timer.idle", .idle, in: .requestContent, "The client was silent for so long before the request."),
        timer("req.timer.queue", .queue, in: .serverConnection, "The stream waited for a server for so long."),
        timer("req.timer.tq", .request, in: .requestContent, "From the accepted connection to the request's head."),
        timer("res.timer.hdr", .response, in: .responseContent, "The response's head took so long."),
        timer("res.timer.data", .data, in: .server, "The response's body took so long."),
        timer("txn.timer.total", .active, in: .requestKept, "From the request's first byte on it took so long."),
        timer("txn.timer.user", .user, in: .requestKept, "The client has seen it take so long."),
        date("accept_date", in: .connection, "When the client came, or its connection was ready again.") {
            $0.timing.accepted
        },
        date("request_date", in: .requestKept, "When the first byte of the request came.") { $0.timing.received },
    ]

    private static func timer(
        _ name: String, _ timer: StreamTimer, in places: SamplePlaces, _ summary: String
    ) -> SampleFetch {
        SampleFetch(name, gives: .integer, in: places, summary) { _, evaluation in
            let value = evaluation.loops.timer(timer)
            return value < 0 ? nil : .integer(value)
        }
    }

    private static func date(
        _ name: String, in places: SamplePlaces, _ summary: String,
        _ time: @escaping @Sendable (StreamEvaluation) -> Milliseconds
    ) -> SampleFetch {
        SampleFetch(
            name, gives: .integer, takes: ArgumentGrammar(optional: [.string]), in: places, summary,
            check: { try TimeUnit.check(&$0, at: 0) },
            find: { arguments, evaluation in
                let evaluation = evaluation.loops
                let moment = evaluation.context.logDates.microseconds(at: time(evaluation))
                return .integer(moment / (TimeUnit.microseconds.rawValue / TimeUnit(arguments, at: 0).rawValue))
            })
    }
}

extension StreamEvaluation {
    /// When what is looked at came how far.
    var timing: StreamTiming {
        if let timing = withStream({ $0.timing }) { return timing }
        var timing = StreamTiming(near: context.now)
        timing.accepted = withSession { $0.readySince.time(before: context.now) } ?? context.now
        timing.handshake = withSession { Milliseconds(Int64($0.handshake)) } ?? .zero
        timing.received = timing.accepted + timing.handshake
        return timing
    }

    func timer(_ timer: StreamTimer) -> Int64 {
        timer.value(timing, isHTTP: withSession { $0.mode == .http } ?? false, now: context.now)
    }
}
