import Synchronization

/// What all loops counted when a soft stop began. The last of them to say so tells the proxies' logs.
final class StopTally: Sendable {
    struct Count: Sendable {
        var frontend: UInt64 = 0
        var backend: UInt64 = 0
    }

    private struct State {
        var loops = 0
        /// By the index of the proxy.
        var counts: [Count] = []
        var isComplete = false
    }

    private let state = Mutex(State())

    /// Adds what one of `loops` loops counted; the sums once it was the last.
    func add(_ counts: [Count], of loops: Int) -> [Count]? {
        state.withLock { state in
            if state.counts.isEmpty { state.counts = counts.map { _ in Count() } }
            for (index, count) in counts.enumerated() where index < state.counts.count {
                state.counts[index].frontend &+= count.frontend
                state.counts[index].backend &+= count.backend
            }
            state.loops += 1
            return state.loops == loops ? state.counts : nil
        }
    }

    /// The sums were told: loops may end.
    func complete() { state.withLock { $0.isComplete = true } }

    var isComplete: Bool { state.withLock { $0.isComplete } }
}

extension LoopContext {
    /// Says that every proxy has stopped, once all loops have stopped listening.
    func logStop() {
        guard let generation else { return }
        let counts = generation.generation.proxies.indices.map { index in
            StopTally.Count(
                frontend: generation.frontends[index]?.counters.connections ?? 0,
                backend: generation.backends[index]?.counters.streams ?? 0)
        }
        guard let sums = generation.generation.stopTally.add(counts, of: peers.count) else { return }
        for (proxy, sum) in zip(generation.generation.proxies, sums) where !proxy.settings.isDisabled {
            guard proxy.frontendState != .stopped else { continue }
            logStop(of: proxy, frontend: sum.frontend, backend: sum.backend)
        }
        generation.generation.stopTally.complete()
        for peer in peers { peer.send(.run { $0.endIfIdle() }) }
    }

    /// Says that a proxy has stopped.
    public func logStop(of proxy: Proxy, frontend: UInt64, backend: UInt64) {
        log(
            proxy, .warning,
            "Proxy \(proxy.settings.name) stopped (cumulated conns: FE: \(frontend), BE: \(backend)).")
    }
}
