import EventLoop
import Memory
import Transport

extension LoopContext {
    /// Makes this loop's share of a generation and listens on its sockets.
    public func start(_ generation: Generation, _ listeners: [Listener]) throws(SystemError) {
        let share = GenerationShare(generation, self)
        self.generation = share
        connectionLimit = generation.connections
        pipeSize = generation.global.sockets.pipeSize
        if generation.global.maximumPipes > 0 { pipeLimit = max(1, generation.global.maximumPipes / peers.count) }
        idleConnectionLimit = generation.global.idleConnectionLimit(loops: peers.count)
        for listener in listeners {
            guard listener.proxy < share.frontends.count, let frontend = share.frontends[listener.proxy],
                let socket = listener.socket(forLoop: index)
            else { continue }
            self.listeners.append(try ListenerSource(listener, socket, frontend, self))
        }
        try startForwards(share, listeners)
        if index == 0 { startRings(generation.rings) }
        loop.register(trimmer)
        loop.setDeadline(trimmer, now + .seconds(5))
    }

    /// Waits for the first lines of rings that have servers.
    private func startRings(_ rings: [LogRing]) {
        for ring in rings {
            for server in ring.settings.servers where !server.isDisabled {
                ringForwarders.append(RingForwarder(ring, server, at: ringForwarders.count, self))
            }
        }
        for forwarder in ringForwarders { forwarder.watch() }
    }

    /// Accepts no more connections, closes those that wait for a request, and ends the loop with the last session
    /// (management guide, 4: soft stop).
    func stopSoftly() {
        guard !isStopping else { return }
        isStopping = true
        for listener in listeners { listener.end() }
        listeners = []
        stopForwards()
        for frontend in generation?.frontends ?? [] { frontend?.isStopping = true }
        logStop()
        for source in loop.registeredSources {
            guard let client = (source as? Connection)?.owner as? H1Client else { continue }
            client.closeIfIdle()
        }
        endIfIdle()
    }

    /// Ends the loop when it stops and nothing is left to do.
    func endIfIdle() {
        guard isStopping, sessionCount == 0, let tally = generation?.generation.stopTally, tally.isComplete else {
            return
        }
        // The loop that feeds the rings' servers hears of the last lines of the others.
        guard ringForwarders.isEmpty || tally.endedLoops == peers.count - 1 else { return }
        for forwarder in ringForwarders { forwarder.finish() }
        tally.loopEnded()
        loop.stop()
        if index != 0 { peers[0].send(.run { $0.endIfIdle() }) }
    }

    /// One connection less: listeners that wait for it go on, on every loop.
    func release(_ frontend: FrontendShare, _ traits: ListenerTraits) {
        let socketWaits = traits.limit?.leave() ?? false
        let frontendWaits = frontend.proxy.connections.leave()
        let processWaits = connectionLimit.leave()
        guard socketWaits || frontendWaits || processWaits else { return }
        for peer in peers { peer.send(.resumeListeners) }
    }
}

/// Gives memory back to the system some seconds after a burst.
final class PoolTrimmer: EventSource {
    private unowned(unsafe) let context: LoopContext
    private var wasLarge = false

    init(_ context: LoopContext) {
        self.context = context
        super.init()
    }

    override func expired() {
        context.pools.trim()
        context.trimHeap()
        context.loop.setDeadline(self, context.now + .seconds(5))
    }
}
