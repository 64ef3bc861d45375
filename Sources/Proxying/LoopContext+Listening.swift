import EventLoop
import Memory
import Transport

extension LoopContext {
    /// Makes this loop's share of a generation and listens on its sockets.
    public func start(_ generation: Generation, _ listeners: [Listener]) throws(SystemError) {
        let share = GenerationShare(generation, self)
        self.generation = share
        connectionLimit = generation.connections
        rates = generation.rates
        pipeSize = generation.global.sockets.pipeSize
        if generation.global.maximumPipes > 0 { pipeLimit = max(1, generation.global.maximumPipes / peers.count) }
        idleConnectionLimit = generation.global.idleConnectionLimit(loops: peers.count)
        for listener in listeners {
            guard listener.proxy < share.frontends.count, let frontend = share.frontends[listener.proxy],
                let socket = listener.socket(forLoop: index)
            else { continue }
            self.listeners.append(try ListenerSource(listener, socket, frontend, self))
        }
        trimmer.start()
        startChecks(generation)
        try startForwards(share, listeners)
        try startPeers(share, listeners)
        guard index == 0 else { return }
        startRings(generation.rings)
        startLogBackends(share)
        for forwarder in ringForwarders { forwarder.watch() }
        tablePurger = StickTablePurger(generation.stickTables, self)
        if !generation.resolvers.isEmpty { startNames(generation) }
    }

    private func startChecks(_ generation: Generation) {
        guard let runner = CheckRunner(generation, self) else { return }
        checkRunner = runner
        hurryCheck = { [unowned runner] in runner.hurry($0) }
    }

    /// Waits for the first lines of rings that have servers.
    private func startRings(_ rings: [LogRing]) {
        for ring in rings {
            for server in ring.settings.servers where !server.isDisabled {
                guard let address = server.address else { continue }
                let way = PlainRoute(server, to: address)
                let route = RingForwarder.Route(open: way.openSocket, proxiedTarget: { way.proxiedTarget })
                ringForwarders.append(
                    RingForwarder(ring, server.logFraming, at: ringForwarders.count, self, by: route))
            }
        }
    }

    private func startNames(_ generation: Generation) {
        let names = NameResolution(generation, self)
        self.names = names
        names.start(generation)
    }

    /// Accepts no more connections, closes those that wait for a request, and ends the loop with the last session
    /// (management guide, 4: soft stop).
    func stopSoftly() {
        guard !isStopping else { return }
        isStopping = true
        for listener in listeners { listener.end() }
        listeners = []
        stopForwards()
        stopPeers()
        logStop()
        endClients(over: generation?.generation.global.closeSpread ?? .zero)
        endIfIdle()
    }

    /// Closes the connections of clients, at once or over a time; `.never` leaves that to them and their deadlines.
    private func endClients(over window: Milliseconds) {
        guard window != .never else { return }
        for frontend in generation?.frontends ?? [] { frontend?.isStopping = true }
        if window > .zero {
            spreadClosing = SpreadClosing(over: window, self)
            spreadClosing?.start()
        }
        closeIdleClients()
    }

    /// Closes the connections that wait for another request and whose moment has come.
    func closeIdleClients() {
        for source in loop.registeredSources {
            guard let client = (source as? Connection)?.owner as? H1Client else { continue }
            if client.session.frontend.options.contains(.keepIdleWhenStopping) || !client.isToEnd { continue }
            client.closeIfIdle()
        }
    }

    /// Ends the loop when it stops and nothing is left to do. The first one serves the runtime API as long as any other runs.
    func endIfIdle() {
        guard isStopping, sessionCount == 0, generation?.generation.stopTally.isComplete == true else { return }
        guard index != 0 || endedPeers.count == peers.count - 1, peerGroups.allSatisfy(\.isHandedOver) else { return }
        for forwarder in ringForwarders { forwarder.finish() }
        loop.stop()
    }

    /// Another loop has ended.
    public func peerEnded(_ index: Int) {
        endedPeers.insert(index)
        endIfIdle()
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
