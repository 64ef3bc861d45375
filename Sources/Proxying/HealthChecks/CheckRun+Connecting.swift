import CLinux
import Configuration
import EventLoop
import Glibc
import Memory
import Samples
import Transport

/// Connections of checks.
extension CheckRun {
    /// Begins to connect; true when the connection is there at once.
    func connect(_ connect: CheckConnect) -> Bool {
        guard let task, let runner else { return false }
        closeConnection(runner)
        guard let target = target(of: connect, task) else {
            fail(.socketError, "no address to connect to")
            return false
        }
        if let server = pool(connect, task) {
            if takePooled(server, connect, runner) { return connected(connect) }
            guard self.task != nil else { return false }
        }
        startConnecting()
        let proxy = socksProxy(of: connect, task)
        let path = proxy == nil && target.family == .unix ? task.server.path : nil
        let opened = task.server.openCheckSocket(
            to: proxy ?? target, path, task.proxy, speaksFirst: proxy != nil || speaksFirst(behind: connect),
            &runner.sockets)
        switch opened {
        case .failure(let error):
            fail(error, isUnix: path != nil)
            return false
        case .success(let socket):
            if proxy == nil { return use(socket, connect, runner) }
            use(socket, asking: target, connect, runner)
            return false
        }
    }

    /// No connection has come about: what the other side says of it, or what is wrong on this side.
    private func fail(_ error: SystemError, isUnix: Bool) {
        guard error.call != CheckSocket.answer else {
            return fail(.layer4Connection, error.reason + placeOfFailure)
        }
        let cause = error.call == "bind" ? .cannotBind : ConnectionError(onThisSide: error.number)
        fail(isUnix ? .socketError : .layer4Connection, "\(cause.message) (\(error.reason))" + placeOfFailure)
    }

    /// Whether the check sends, or is over, once the connection is there.
    private func speaksFirst(behind connect: CheckConnect) -> Bool {
        guard position + 1 < plan.steps.count, !sendsProxy(connect) else { return true }
        switch plan.steps[position + 1].action {
        case .expect, .expectAgentLine, .setVariable: return false
        case .sendAgentMessage: return !agentMessage.isEmpty
        case .connect, .send, .request: return true
        }
    }

    private func use(_ socket: CheckSocket, _ connect: CheckConnect, _ runner: CheckRunner) -> Bool {
        let descriptor = socket.descriptor
        reusedFamily = socket.isCommon && !connect.lingers && pooled == nil ? socket.family : nil
        // Most checks want to know nothing more: no loop needs to watch for that.
        if socket.isConnected, plan.steps.count == position + 1, !sendsProxy(connect) {
            if let family = reusedFamily {
                runner.sockets.give(descriptor, family)
            } else {
                if !connect.lingers { SocketOption.resetAtClose(descriptor) }
                close(descriptor)
            }
            return true
        }
        let connection = Connection(descriptor, on: runner.context.loop, isConnecting: !socket.isConnected)
        guard begin(connection, ownedBy: self, watched: !socket.isConnected, runner) else { return false }
        if pooled != nil {
            SocketOption.set(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
        } else if reusedFamily == nil, !connect.lingers {
            connection.resetAtClose()
        }
        guard socket.isConnected else { return false }
        return connected(connect)
    }

    /// Makes a connection the check's; false when the loop cannot watch it, and the check is over.
    func begin(_ connection: Connection, ownedBy owner: ConnectionOwner, watched: Bool, _ runner: CheckRunner) -> Bool {
        connection.owner = owner
        do throws(SystemError) {
            if watched { try connection.attach() } else { connection.attachUnwatched() }
        } catch {
            close(connection.descriptor)
            connection.owner = nil
            fail(.socketError, error.reason)
            return false
        }
        self.connection = connection
        isWatched = watched
        runner.context.connections.count(connection)
        connection.setDeadline(deadline)
        return true
    }

    /// An attempt to connect has come to its end.
    func finishConnecting(_ connection: Connection) {
        asksProxy = false
        let number = connection.finishConnecting()
        guard number == 0 else {
            return fail(.layer4Connection, SystemError(number, "connect").reason + placeOfFailure)
        }
        guard case .connect(let connect)? = step?.action, connected(connect) else { return }
        stepDone()
        advance()
    }

    private func connected(_ connect: CheckConnect) -> Bool {
        startExchange()
        guard sendsProxy(connect) else { return true }
        return sendProxyHeader()
    }

    // MARK: Through a proxy

    /// The proxy that a connection goes through; nil for none.
    private func socksProxy(of connect: CheckConnect, _ task: CheckTask) -> SocketAddress? {
        let settings = task.server.settings
        guard connect.usesSocks || connect.usesServerOptions && settings.check.usesSocks, !task.isAgent else {
            return nil
        }
        return settings.socksProxy.map { SocketAddress($0) }
    }

    private func use(
        _ socket: CheckSocket, asking target: SocketAddress, _ connect: CheckConnect, _ runner: CheckRunner
    ) {
        reusedFamily = socket.isCommon && !connect.lingers ? socket.family : nil
        let connection = Connection(socket.descriptor, on: runner.context.loop, isConnecting: true)
        let handshake = SocksHandshake(connection, for: self, to: target, on: runner.context.loop)
        guard begin(connection, ownedBy: handshake, watched: true, runner) else { return }
        if reusedFamily == nil, !connect.lingers { connection.resetAtClose() }
    }

    func reachedSocksProxy() {
        asksProxy = true
        startExchange()
    }

    func refusedBySocksProxy(_ error: ConnectionError) {
        fail(.socketError, "\(error.message)" + placeOfFailure)
    }

    // MARK: Where to

    /// The address and port of a connection; nil when nobody says.
    private func target(of connect: CheckConnect, _ task: CheckTask) -> SocketAddress? {
        let settings = task.server.settings.check
        let changed = task.record?.target
        let own = task.isAgent ? settings.agentAddress : settings.address
        var target =
            connect.address.map { SocketAddress($0) } ?? changed?.address ?? own.map { SocketAddress($0) }
            ?? task.server.address
        guard target.family != .none else { return nil }
        guard target.family != .unix else { return target }
        let configured =
            task.isAgent ? UInt16(clamping: settings.agentPort) : settings.port.map { UInt16(clamping: $0) }
        let usual = changed?.port ?? (configured == 0 ? nil : configured)
        switch connect.port {
        case .ofServer: target.port = usual ?? (target.port == 0 ? task.server.address.port : target.port)
        case .fixed(let port): target.port = port
        case .expression(let expression):
            guard let number = port(expression) else { return nil }
            target.port = number
        }
        return target.port == 0 ? nil : target
    }

    private func port(_ expression: Expression) -> UInt16? {
        evaluate { evaluation -> UInt16? in
            guard case .integer(let number)? = expression.evaluate(evaluation)?.cast(to: .integer, evaluation) else {
                return nil
            }
            return UInt16(exactly: number)
        }
    }

    // MARK: PROXY protocol

    private func sendsProxy(_ connect: CheckConnect) -> Bool {
        if connect.sendsProxy { return true }
        guard connect.usesServerOptions, let task, !task.isAgent else { return false }
        let settings = task.server.settings
        if settings.check.sendsProxy { return true }
        return settings.sendsProxy != .none && settings.check.port == nil && settings.check.address == nil
    }

    /// Says that the connection is the proxy's own.
    private func sendProxyHeader() -> Bool {
        guard let task, let connection, let out = takeOutput() else { return false }
        var writer = ProxyHeaderWriter()
        let isSecond = task.server.settings.sendsProxy == .v2
        let namesAddresses = !isSecond || runner?.settings.sendsProxyAddresses == true
        let source = namesAddresses ? ProxyAddress(connection.localAddress) : nil
        let destination = namesAddresses ? ProxyAddress(connection.peerAddress) : nil
        if isSecond {
            writer.beginVersion2(source: source, destination: destination)
            writer.finishVersion2(checksum: task.server.settings.proxyOptions.contains(.crc32c))
        } else {
            writer.appendVersion1(source: source, destination: destination)
        }
        return out.append(writer.finished())
    }
}
