import Memory
import Samples

/// How fetches of one stream, session or loop are declared.
extension SampleFetch {
    /// A fetch that reads the stream at hand.
    static func ofStream(
        _ name: String, gives type: SampleType, in places: SamplePlaces, _ summary: String,
        _ find: @escaping @Sendable (Stream) -> Sample?
    ) -> SampleFetch {
        SampleFetch(name, gives: type, in: places, summary) { _, evaluation in evaluation.loops.withStream(find) }
    }

    /// A fetch that reads the client's session.
    static func ofSession(
        _ name: String, gives type: SampleType, in places: SamplePlaces, _ summary: String,
        _ find: @escaping @Sendable (Session) -> Sample?
    ) -> SampleFetch {
        SampleFetch(name, gives: type, in: places, summary) { _, evaluation in evaluation.loops.withSession(find) }
    }

    /// A fetch that reads the loop.
    static func ofLoop(
        _ name: String, gives type: SampleType, in places: SamplePlaces = .everywhere, _ summary: String,
        _ find: @escaping @Sendable (LoopContext) -> Sample?
    ) -> SampleFetch {
        SampleFetch(name, gives: type, in: places, summary) { _, evaluation in
            evaluation.isOfLoop ? find(evaluation.loops.context) : nil
        }
    }

    /// A number or the name of a proxy that the argument names, or of the one at hand.
    static func ofProxy(
        _ name: String, _ kind: ArgumentKind, _ summary: String,
        _ find: @escaping @Sendable (Proxy, LoopContext) -> Sample?
    ) -> SampleFetch {
        SampleFetch(name, gives: .integer, takes: ArgumentGrammar([kind]), in: .process, summary) {
            arguments, evaluation in
            let context = evaluation.loops.context
            return context.proxy(at: Int(truncatingIfNeeded: arguments.integer(0))).flatMap { find($0, context) }
        }
    }

    /// A text of the stream's or the loop's, in scratch memory.
    static func text(_ text: String, _ evaluation: Evaluation) -> Sample? {
        evaluation.write { $0.append(text: text) }.map { .string($0) }
    }
}

extension Sample {
    /// A time-out as fetches give it; nil when there is none.
    init?(_ time: Milliseconds) {
        guard time != .never else { return nil }
        self = .integer(time.rawValue)
    }

    static func integer(_ count: Int) -> Sample { .integer(Int64(count)) }

    static func integer(_ count: UInt64) -> Sample { .integer(Int64(clamping: count)) }
}

extension LoopContext {
    /// A proxy of the running generation.
    func proxy(at index: Int) -> Proxy? {
        guard let proxies = generation?.generation.proxies, proxies.indices.contains(index) else { return nil }
        return proxies[index]
    }

    /// A server, by its backend in the high half and its place in the low one.
    func server(at place: Int64) -> ServerState? {
        guard let proxy = proxy(at: Int(truncatingIfNeeded: place >> 32)) else { return nil }
        let index = Int(truncatingIfNeeded: place & 0xffff_ffff)
        return proxy.servers.indices.contains(index) ? proxy.servers[index] : nil
    }
}
