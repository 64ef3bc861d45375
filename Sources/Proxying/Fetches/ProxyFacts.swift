import Memory
import Samples

/// Which frontend and which backend a stream has, and their time-outs (manual, 7.3.3).
extension SampleFetch {
    static let proxyFacts: [SampleFetch] = [
        ofSession("fe_id", gives: .integer, in: .frontend, "The frontend's number.") {
            .integer($0.frontend.proxy.settings.identifier)
        },
        SampleFetch("fe_name", gives: .string, in: .frontend, "The frontend's name.") { _, evaluation in
            evaluation.loops.withSession { text($0.frontend.proxy.settings.name, evaluation) }
        },
        SampleFetch("fe_defbe", gives: .string, in: .frontend, "The name of the frontend's default backend.") {
            _, evaluation in
            evaluation.loops.withSession { session in
                session.frontend.defaultBackend.flatMap { text($0.proxy.settings.name, evaluation) }
            }
        },
        SampleFetch("be_id", gives: .integer, in: .backend, "The backend's number.") { _, evaluation in
            evaluation.loops.withBackend { .integer($0.settings.identifier) }
        },
        SampleFetch("be_name", gives: .string, in: .backend, "The backend's name.") { _, evaluation in
            evaluation.loops.withBackend { text($0.settings.name, evaluation) }
        },
    ]

    static let timeouts: [SampleFetch] = [
        ofSession("fe_client_timeout", gives: .integer, in: .frontend, "The frontend's `timeout client`.") {
            Sample($0.frontend.timeouts.client)
        },
        ofSession("fe_tarpit_timeout", gives: .integer, in: .frontend, "The frontend's `timeout tarpit`.") {
            Sample($0.frontend.timeouts.tarpit)
        },
        ofBackend("connect", \.connect), ofBackend("queue", \.queue), ofBackend("server", \.server),
        ofBackend("tarpit", \.tarpit), ofBackend("tunnel", \.tunnel),
        SampleFetch("cur_client_timeout", gives: .integer, in: .frontend, "The `timeout client` in force.") {
            _, evaluation in evaluation.loops.timeInForce(.client) { $0.frontend.timeouts.client }
        },
        inForce("connect", .connect, \.connect), inForce("queue", .queue, \.queue),
        inForce("server", .server, \.server), inForce("tunnel", .tunnel, \.tunnel),
        SampleFetch("cur_tarpit_timeout", gives: .integer, in: .connection, "The `timeout tarpit` in force.") {
            _, evaluation in
            let evaluation = evaluation.loops
            return evaluation.timeInForce(.tarpit) { session in
                (evaluation.withStream { $0.backend?.timeouts } ?? session.frontend.timeouts).tarpit
            }
        },
        ofStream("cur_max_retries", gives: .integer, in: .backend, "The `retries` in force.") { stream in
            stream.backend.map { .integer(stream.adjustments?.retries ?? $0.retries) }
        },
        ofStream("be_max_retries", gives: .integer, in: .backend, "The backend's `retries`.") { stream in
            stream.backend.map { .integer($0.retries) }
        },
    ]

    private static func ofBackend(
        _ name: String, _ path: KeyPath<Timeouts, Milliseconds> & Sendable
    ) -> SampleFetch {
        ofStream("be_\(name)_timeout", gives: .integer, in: .backend, "The backend's `timeout \(name)`.") { stream in
            stream.backend.flatMap { Sample($0.timeouts[keyPath: path]) }
        }
    }
}

extension SampleFetch {
    private static func inForce(
        _ name: String, _ kind: StreamAdjustments.TimeoutKind, _ path: KeyPath<Timeouts, Milliseconds> & Sendable
    ) -> SampleFetch {
        ofStream("cur_\(name)_timeout", gives: .integer, in: .backend, "The `timeout \(name)` in force.") { stream in
            stream.backend.flatMap { Sample(stream.timeout(kind, or: $0.timeouts[keyPath: path])) }
        }
    }
}

extension StreamEvaluation {
    /// A time that a rule has set, or what `usual` finds.
    fileprivate func timeInForce(
        _ kind: StreamAdjustments.TimeoutKind, or usual: (Session) -> Milliseconds
    ) -> Sample? {
        withSession { session in Sample(withStream { $0.adjustments?.timeouts[kind] } ?? usual(session)) }
    }

    /// Calls `body` with the backend of the stream or of the check at hand.
    fileprivate func withBackend(_ body: (Proxy) -> Sample?) -> Sample? {
        withStream { body($0.currentProxy) } ?? withCheck { $0.task.flatMap { body($0.proxy) } }
    }
}

extension Stream {
    /// The backend, or the frontend while there is none.
    var currentProxy: Proxy { backend?.proxy ?? session.frontend.proxy }
}
