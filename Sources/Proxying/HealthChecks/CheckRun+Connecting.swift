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
        startConnecting()
        let path = target.family == .unix ? task.server.path : nil
        let opened = task.server.openCheckSocket(
            to: target, path, task.proxy, speaksFirst: speaksFirst(behind: connect), &runner.sockets)
        switch opened {
        case .failure(let error):
            let status: CheckStatus = error.call == "connect" ? .layer4Connection : .socketError
            fail(status, error.reason + placeOfFailure)
            return false
        case .success(let socket): return use(socket, connect, runner)
        }
    }

    /// Whether the check sends, or is over, once the connection is there.
    private func speaksFirst(behind connect: CheckConnect) -> Bool {
        guard position + 1 < plan.steps.count, !sendsProxy(connect) else { return true }
        switch plan.steps[position + 1].action {
        case .expect, .expectAgentLine, .setVariable: return false
        case .connect, .send, .request, .sendAgentMessage: return true
        }
    }

    private func use(_ socket: CheckSocket, _ connect: CheckConnect, _ runner: CheckRunner) -> Bool {
        let descriptor = socket.descriptor
        reusedFamily = socket.isCommon && !connect.lingers ? socket.family : nil
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
        connection.owner = self
        do throws(SystemError) {
            if socket.isConnected { connection.attachUnwatched() } else { try connection.attach() }
        } catch {
            close(descriptor)
            connection.owner = nil
            fail(.socketError, error.reason)
            return false
        }
        if reusedFamily == nil, !connect.lingers { connection.resetAtClose() }
        self.connection = connection
        isWatched = !socket.isConnected
        runner.context.connections.count(connection)
        connection.setDeadline(deadline)
        guard socket.isConnected else { return false }
        return connected(connect)
    }

    /// An attempt to connect has come to its end.
    func finishConnecting(_ connection: Connection) {
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
        if task.server.settings.sendsProxy == .v2 {
            writer.beginVersion2(source: nil, destination: nil)
            writer.finishVersion2(checksum: task.server.settings.proxyOptions.contains(.crc32c))
        } else {
            writer.appendVersion1(
                source: ProxyAddress(connection.localAddress), destination: ProxyAddress(connection.peerAddress))
        }
        return out.append(writer.finished())
    }
}
