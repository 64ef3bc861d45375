import Memory
import Samples

/// One exchange as it is, or as it was (manual, 7.3.2, 7.3.3 and 7.3.6).
extension SampleFetch {
    static let transactions: [SampleFetch] = [
        ofSession("http_first_req", gives: .boolean, in: .requestKept, "Whether it is the connection's first request.")
        {
            .boolean($0.streams <= 1)
        },
        SampleFetch("txn.status", gives: .integer, in: .serverConnection, "The status that the client gets.") {
            _, evaluation in
            let status = evaluation.loops.finalStatus
            return status == 0 ? nil : .integer(Int64(status))
        },
        ofStream("server_status", gives: .integer, in: .serverConnection, "The status that the server sent.") {
            $0.serverStatus == 0 ? nil : .integer(Int64($0.serverStatus))
        },
        ofStream("txn.conn_retries", gives: .integer, in: .serverConnection, "Further tries to connect.") {
            .integer(Int64($0.retries))
        },
        ofStream("txn.redispatched", gives: .boolean, in: .serverConnection, "Whether a try went to another server.") {
            .boolean($0.state.contains(.redispatched))
        },
        ofStream("txn.id32", gives: .integer, in: .process, "A number for the stream.") {
            .integer(Int64($0.ownNumber))
        },
        SampleFetch("txn.sess_term_state", gives: .string, in: .process, "Why and where the stream ended.") {
            _, evaluation in
            evaluation.write { evaluation.loops.termination.write(into: $0) }.map { .string($0) }
        },
        SampleFetch("unique-id", gives: .string, in: .everywhere, "The stream's identifier.") { _, evaluation in
            guard evaluation.isOfLoop else { return nil }
            let evaluation = evaluation.loops
            return evaluation.withStream { $0.uniqueIdentifier(evaluation) }.map { .string($0) }
        },
    ]

    /// Bytes that passed.
    static let transferred: [SampleFetch] = [
        bytes("req.bytes_in", in: .requestKept, "Bytes from the client.", \.requestIn),
        bytes("bytes_in", in: .requestKept, "As `req.bytes_in`.", \.requestIn),
        bytes("req.bytes_out", in: .requestKept, "Bytes to the server.", \.requestOut),
        bytes("res.bytes_in", in: .server, "Bytes from the server.", \.responseIn),
        bytes("bytes_out", in: .server, "As `res.bytes_in`.", \.responseIn),
        bytes("res.bytes_out", in: .server, "Bytes to the client.", \.responseOut),
    ]

    private static func bytes(
        _ name: String, in places: SamplePlaces, _ summary: String, _ path: KeyPath<StreamBytes, UInt64> & Sendable
    ) -> SampleFetch {
        ofStream(name, gives: .integer, in: places, summary) { .integer($0.bytes[keyPath: path]) }
    }

    /// What decided.
    static let decisions: [SampleFetch] = [
        SampleFetch("last_rule_file", gives: .string, in: .process, "The file of the last rule that ended its set.") {
            _, evaluation in
            evaluation.loops.withStream { $0.record?.finalRule.location.flatMap { text($0.file, evaluation) } }
        },
        ofStream("last_rule_line", gives: .integer, in: .process, "The line of the last rule that ended its set.") {
            $0.record?.finalRule.location.map { .integer($0.line) }
        },
        SampleFetch("last_entity", gives: .string, in: .process, "The last rule that ended its set.") {
            _, evaluation in
            evaluation.loops.withStream { $0.record?.finalRule.location.flatMap { text($0.text, evaluation) } }
        },
        SampleFetch(
            "waiting_entity", gives: .string, in: .process, "The rule that waited when an error or a time-out came."
        ) { _, evaluation in
            evaluation.loops.withStream { stream in
                guard stream.termination.cause != .none else { return nil }
                return stream.waitingRule?.location.flatMap { text($0.text, evaluation) }
            }
        },
    ]

    /// The first line of the request, also after it is gone.
    static let requestLines: [SampleFetch] = [
        line("capture.req.method", "The request's method.") { $0.method },
        line("capture.req.uri", "The request's target, from its first slash on.") { record in
            let target = record.target
            guard target.byte(at: 0) != 47, let scheme = target.firstIndex(of: 58),
                target.byte(at: scheme + 1) == 47, target.byte(at: scheme + 2) == 47
            else { return target }
            return target.firstIndex(of: 47, from: scheme + 3).map { target.slice($0) }
        },
        line("capture.req.ver", "The request's version of HTTP.") { $0.version },
        ofStream("capture.res.ver", gives: .string, in: .requestKept, "The response's version of HTTP.") { stream in
            guard stream.serverStatus != 0 else { return nil }
            return .string(ByteView(stream.summary.isOldResponse ? "HTTP/1.0" : "HTTP/1.1"))
        },
    ]

    private static func line(
        _ name: String, _ summary: String, _ part: @escaping @Sendable (StreamRecord) -> ByteView?
    ) -> SampleFetch {
        ofStream(name, gives: .string, in: .requestKept, summary) { stream in
            guard let record = stream.record, !record.line.isEmpty else { return nil }
            return part(record).map { .string($0) }
        }
    }
}

extension StreamEvaluation {
    /// Why and where what is looked at ended.
    var termination: Termination { withStream { $0.termination } ?? failure?.termination ?? Termination() }

    /// The status that the client got; 0 without one.
    var finalStatus: UInt16 { withStream { $0.status } ?? failure?.status ?? 0 }
}

extension Termination {
    /// Without a cause it is not over, and nothing is said of a phase.
    func write(into out: Buffer) -> Bool {
        out.append(cause.rawValue) && out.append((cause == .none ? Phase.none : phase).rawValue)
    }
}
