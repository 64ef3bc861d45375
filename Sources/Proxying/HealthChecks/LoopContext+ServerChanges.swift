import Balancing

/// A server changes its state: the log tells it, and streams, connections and servers that track it follow.
extension LoopContext {
    /// Runs on the first loop, where every change of a server is made, so that each is told with what it left behind.
    func onFirstLoop(_ body: @escaping @Sendable (LoopContext) -> Void) {
        if index == 0 { body(self) } else { peers.first?.send(.run(body)) }
    }

    /// Lets the first loop change a server; called on any.
    ///
    /// - Parameter reason: what the log says of a new state of health.
    public func change(
        _ server: ServerState, of backend: Proxy, saying reason: String,
        _ body: @escaping @Sendable (ServerState) -> Void
    ) {
        onFirstLoop { $0.change(server, of: backend, cause: .because(reason)) { body(server) } }
    }

    /// Changes something about a server, on the first loop.
    ///
    /// - Parameter cause: what follows a new state of health in the log.
    public func change(
        _ server: ServerState, of backend: Proxy, cause: ServerChange.Cause, _ body: () -> Void
    ) {
        let tracking = generation?.generation.tracking
        let before = ServerChange.Moment(server, backend)
        body()
        if case .followed = cause {} else if let leader = tracking?.leader(of: server) { server.follow(leader.server) }
        let requeued = moveWaiting(ServerChange.Moment(server, backend), since: before, server, backend)
        let after = ServerChange.Moment(server, backend)
        let change = ServerChange(
            before: before, after: after, requeued: requeued,
            subject: "\(server.settings.isBackup ? "Backup " : "")Server \(backend.settings.name)/\(server.name)",
            cause: cause)
        for line in change.lines { tell(backend, line.level, line.text) }
        if change.leavesNothing {
            let kind = backend.settings.kindName
            tell(
                backend, .emergency, "\(kind) \(backend.settings.name) has no server available!",
                aloud: "\(kind) '\(backend.settings.name)' has no server available!")
        }
        endStreams(after, since: before, server, backend)
        let name = "\(backend.settings.name)/\(server.name)"
        for follower in tracking?.followers(of: server) ?? [] {
            self.change(follower.server, of: follower.proxy, cause: .followed(name)) { follower.server.follow(server) }
        }
    }

    /// Tells a backend's log of what happened to a server, and who started the program in the foreground.
    func tell(_ backend: Proxy, _ level: LogLevel, _ text: String, aloud: String? = nil) {
        log(backend, level, text)
        guard generation?.generation.global.isQuiet == false else { return }
        StandardError.tell(level == .emergency ? .alert : .warning, aloud ?? text)
    }

    /// Who waits for a server that has gone may go elsewhere, and who waits for any may have one that has come, or a
    /// backup server when the last one has gone; how many went elsewhere, or to a server that has come.
    private func moveWaiting(
        _ after: ServerChange.Moment, since before: ServerChange.Moment, _ server: ServerState, _ backend: Proxy
    ) -> Int {
        if after.health == .starting, after.works { warmUps.add(server, of: backend) }
        var moved = 0
        if before.works != after.works {
            moved = after.works ? backend.serveQueue(with: server) : backend.emptyQueue(of: server)
        }
        if before.isChosen != after.isChosen { backend.serveQueue() }
        return moved
    }

    /// Ends what a new state ends: idle connections to a server that has gone, and the streams that the configuration says.
    private func endStreams(
        _ after: ServerChange.Moment, since before: ServerChange.Moment, _ server: ServerState, _ backend: Proxy
    ) {
        let settings = server.settings
        if before.isUp, !after.isUp {
            let ends = settings.health.endsStreamsWhenDown
            onEveryLoop { loop in
                guard let share = loop.share(of: server, in: backend) else { return }
                share.closeIdle()
                if ends { loop.endStreams(of: share, .serverDown) }
            }
        }
        guard !before.works, after.works, settings.health.endsBackupStreamsWhenUp, !settings.isBackup,
            server.slot.effectiveWeight > 0
        else { return }
        let backups = backend.servers.filter { $0.settings.isBackup }
        onEveryLoop { loop in
            for server in backups {
                if let share = loop.share(of: server, in: backend) { loop.endStreams(of: share, .serverUp) }
            }
        }
    }

    /// Runs on each loop that goes on; called on the first.
    func onEveryLoop(_ body: @escaping @Sendable (LoopContext) -> Void) {
        for (place, peer) in peers.enumerated() where !endedPeers.contains(place) {
            if place == index { body(self) } else { peer.send(.run(body)) }
        }
    }

    /// This loop's share of a server, if it has had traffic here.
    private func share(of server: ServerState, in backend: Proxy) -> ServerShare? {
        guard let share = generation?.backends[backend.index],
            let index = backend.servers.firstIndex(where: { $0 === server })
        else { return nil }
        return share.usedServer(at: index)
    }
}
