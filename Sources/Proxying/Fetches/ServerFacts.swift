import Balancing
import Memory
import Samples

/// Servers, by name or the one at hand (manual, 7.3.2 and 7.3.3).
extension SampleFetch {
    static let serverFacts: [SampleFetch] = [
        ofServer("srv_conn", "Streams of a server.") { server, _ in .integer(server.slot.served) },
        ofServer("srv_conn_free", "Streams that a server could take now.") { server, _ in
            .integer(server.slot.limit == 0 ? -1 : max(0, server.slot.limit - server.slot.served))
        },
        ofServer("srv_is_up", gives: .boolean, "Whether a server works.") { server, _ in .boolean(server.isWorking) },
        ofServer("srv_iweight", "A server's weight as configured.") { server, _ in
            .integer(server.slot.configuredWeight)
        },
        ofServer("srv_uweight", "A server's weight as set.") { server, _ in .integer(server.slot.weight) },
        ofServer("srv_weight", "A server's weight in force.") { server, _ in
            .integer(ServerSlot.plain(server.slot.effectiveWeight))
        },
        ofServer("srv_queue", "Streams that wait for a server.") { server, _ in .integer(server.queue.count) },
        ofServer("srv_sess_rate", "New streams per second of a server.") { server, now in
            server.rate.map { .integer($0.rate(now)) }
        },
        SampleFetch("srv_id", gives: .integer, in: .serverChosen, "The server's number.") { _, evaluation in
            evaluation.loops.withServer { .integer($0.slot.identifier) }
        },
        SampleFetch("srv_name", gives: .string, in: .serverChosen, "The server's name.") { _, evaluation in
            evaluation.loops.withServer { text($0.name, evaluation) }
        },
    ]

    private static func ofServer(
        _ name: String, gives type: SampleType = .integer, _ summary: String,
        _ find: @escaping @Sendable (ServerState, Milliseconds) -> Sample?
    ) -> SampleFetch {
        SampleFetch(name, gives: type, takes: ArgumentGrammar([.server]), in: .process, summary) {
            arguments, evaluation in
            let context = evaluation.loops.context
            return context.server(at: arguments.integer(0)).flatMap { find($0, context.now) }
        }
    }
}

/// The same for names that are found while the configuration runs (manual, 7.3.1).
extension Converter {
    static let serverFacts: [Converter] = [
        Converter("fe_exists", takes: .string, gives: .boolean, "Whether there is a frontend of that name.") {
            value, _, evaluation in
            guard let name = value.view, let share = evaluation.loops.context.generation else { return nil }
            return .boolean(
                share.generation.proxies.contains {
                    $0.settings.isFrontend && $0.settings.name.utf8.elementsEqual(name)
                })
        },
        Converter(
            "nbsrv", takes: .string, gives: .integer, "How many servers of the backend of that name take traffic."
        ) { value, _, evaluation in
            guard let name = value.view else { return nil }
            return evaluation.loops.context.backend(named: name).map { .integer($0.usableServers) }
        },
        ofServer("srv_is_up", gives: .boolean, "Whether the server of that name works.") { .boolean($0.isWorking) },
        ofServer("srv_queue", gives: .integer, "Streams that wait for the server of that name.") {
            .integer($0.queue.count)
        },
    ]

    private static func ofServer(
        _ name: String, gives type: SampleType, _ summary: String, _ find: @escaping @Sendable (ServerState) -> Sample
    ) -> Converter {
        Converter(name, takes: .string, gives: type, summary) { value, _, evaluation in
            value.view.flatMap { evaluation.loops.server(named: $0) }.map(find)
        }
    }
}

extension ServerState {
    /// It is not known to be down, and nobody has taken it out.
    fileprivate var isWorking: Bool { operation == .running || operation == .starting }
}

extension LoopContext {
    fileprivate func backend(named name: ByteView) -> Proxy? {
        generation?.generation.proxies.first { $0.settings.isBackend && $0.settings.name.utf8.elementsEqual(name) }
    }
}

extension StreamEvaluation {
    /// Calls `body` with the server of the stream or of the check at hand.
    fileprivate func withServer(_ body: (ServerState) -> Sample?) -> Sample? {
        withStream { $0.target.flatMap { body($0.state) } } ?? withCheck { $0.task.flatMap { body($0.server) } }
    }

    /// A server of the stream's backend, or of the one in front of a slash.
    fileprivate func server(named name: ByteView) -> ServerState? {
        let slash = name.firstIndex(of: 47)
        let proxy = slash.map { context.backend(named: name.slice(0, $0)) } ?? withStream { $0.backend?.proxy }
        let own = slash.map { name.slice($0 + 1) } ?? name
        return proxy?.servers.first { $0.name.utf8.elementsEqual(own) }
    }
}

extension String.UTF8View {
    fileprivate func elementsEqual(_ view: ByteView) -> Bool {
        guard count == view.count else { return false }
        return view.withSpan { span in
            var position = 0
            for byte in self {
                if span[position] != byte { return false }
                position += 1
            }
            return true
        }
    }
}
