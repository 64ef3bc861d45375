import Configuration
import Memory

/// What `show peers` tells of a section (management guide, 9.3), laid out as HAProxy does. Where it shows addresses of its memory,
/// there are numbers.
extension PeerGroup {
    /// - Parameter date: when the section began to work.
    /// - Parameter texts: the texts that peers know by number are shown, too.
    func report(began date: String, place: Int, withTexts texts: Bool) -> String {
        let flags = isUpToDate ? "0x3" : "0x0"
        var text = "0x\(place + 1): [\(date)] id=\(settings.name) disabled=\(settings.isDisabled ? 1 : 0) "
        text += "flags=\(flags) resync_timeout=\(time(until: resync == .done ? nil : resyncDeadline)) "
        text += "task_calls=\(rounds)\n"
        for (number, remote) in remotes.enumerated() {
            text += report(of: remote, number: number + 1) + sharedTables(remote, withTexts: texts)
        }
        return text + localReport + sharedTables(nil, withTexts: texts) + "\n"
    }

    private func report(of remote: RemotePeer, number: Int) -> String {
        let figures = remote.figures
        let connection = remote.connection
        let state = connection == nil ? "inactive" : "active"
        var text = "  0x\(number): id=\(remote.name)(remote,\(state)) addr=\(remote.settings.route.address.text) "
        text += "last_status=\(status(of: remote)) last_hdshk=\(time(since: figures.lastAttempt))\n"
        text += "        reconnect=\(connection == nil ? time(until: figures.nextAttempt) : "<PAST>") "
        text += "heartbeat=\(connection.map { time(until: $0.nextHeartbeat) } ?? "<NEVER>") confirm=0 "
        text += "tx_hbt=\(figures.sentHeartbeats) rx_hbt=\(figures.receivedHeartbeats) no_hbt=\(figures.silences) "
        text += "new_conn=\(figures.attempts) proto_err=\(figures.protocolErrors) coll=\(figures.collisions)\n"
        text += "        flags=0x0"
        guard let connection else { return text + "\n" }
        let isEstablished = connection.isEstablished
        text += " appctx:0x\(number) st0=\(isEstablished ? 7 : 6) st1=0 task_calls=\(connection.rounds) "
        text += "state=\(isEstablished ? "EST" : "CON")\n"
        if connection.isAccepted {
            let (source, target) = (connection.connection.peerAddress, connection.connection.localAddress)
            text += "        xprt=RAW src=\(source.host):\(source.port) addr=\(target.host):\(target.port)\n"
        }
        return text + currentTables(of: connection)
    }

    /// The tables that the last messages in both directions were about.
    private func currentTables(of connection: PeerConnection) -> String {
        var text = ""
        for (name, table) in [
            ("remote_table", connection.learner.currentName),
            ("last_local_table", connection.speaker.currentName(self)),
        ] {
            guard let table, let place = tables.firstIndex(where: { $0.wireName == table }) else { continue }
            text += "        \(name):\(identity(of: tables[place], connection))\n"
        }
        return text
    }

    private func identity(of table: PeerTable, _ connection: PeerConnection) -> String {
        let remote = connection.learner.progress(named: table.wireName).identifier
        return "0x\(table.identifier) id=\(table.table.name) local_id=\(table.identifier) remote_id=\(remote)"
    }

    private var localReport: String {
        let address = settings.bind?.address.text ?? "<NONE>"
        let state = predecessor?.connection == nil ? "inactive" : "active"
        return "  0x0: id=\(localName)(local,\(state)) addr=\(address) last_status=NONE last_hdshk=<NEVER>\n"
            + "        reconnect=<NEVER> heartbeat=<NEVER> confirm=0 tx_hbt=0 rx_hbt=0 no_hbt=0 new_conn=0 proto_err=0 coll=0\n"
            + "        flags=0x0\n"
    }

    // MARK: Tables

    /// - Parameter remote: nil for this process.
    private func sharedTables(_ remote: RemotePeer?, withTexts texts: Bool) -> String {
        var text = "        shared tables:\n"
        for (place, table) in tables.enumerated().reversed() {
            let learned = remote?.connection?.learner.progress(named: table.wireName) ?? .init()
            let progress = remote?.progress[place]
            text +=
                "          0x\(table.identifier) local_id=\(table.identifier) remote_id=\(learned.identifier) flags=0x0 "
            text += "remote_data=0x\(String(learned.data, radix: 16))\n"
            text += "              last_acked=\(learned.acknowledged) last_pushed=\(progress?.number ?? 0) "
            text += "last_get=\(learned.last) teaching_origin=0 update=\(progress?.lastAcknowledged ?? 0)\n"
            let changes = table.table.changeCount
            text += "              table:0x\(table.identifier) id=\(table.table.name) update=\(changes) "
            text +=
                "localupdate=\(changes) commitupdate=\(remotes.map { $0.progress[place].lastAcknowledged }.max() ?? 0) "
            text += "refcnt=1\n"
            text +=
                texts
                ? dictionaries(of: remote?.connection)
                : "        Dictionary cache not dumped (use \"show peers dict\")\n"
        }
        return text
    }

    private func dictionaries(of connection: PeerConnection?) -> String {
        let sent = connection?.speaker.texts.known.filter { $0 != nil } ?? []
        let received = (1...PeerTexts.limit).map { connection?.learner.text(number: $0) }
        return "        TX dictionary cache:\n" + rows(sent) + "        RX dictionary cache:\n" + rows(received)
    }

    /// Four to a line: `  0 -> s1    1 -> -`
    private func rows(_ texts: [String?]) -> String {
        var lines = ""
        for (place, text) in texts.enumerated() {
            let number = String(place)
            lines += (place % 4 == 0 ? "         " : " ") + String(repeating: " ", count: max(0, 4 - number.count))
            lines += "\(number) -> \(text ?? "-")" + (place % 4 == 3 || place + 1 == texts.count ? "\n" : "")
        }
        return lines
    }

    // MARK: Words

    private func status(of remote: RemotePeer) -> String {
        if let connection = remote.connection { return connection.isEstablished ? "ESTA" : "CONN" }
        switch remote.figures.lastAnswer {
        case nil: return remote.figures.attempts == 0 ? "NONE" : "CONN"
        case PeerAnswer.succeeded.rawValue: return "ESTA"
        case let number?: return String(number)
        }
    }

    private func time(until moment: Milliseconds?) -> String {
        guard let moment, moment > context.now else { return "<PAST>" }
        return "\((moment - context.now).rawValue / 1000)s"
    }

    private func time(since moment: Milliseconds?) -> String {
        moment.map { "\((context.now - $0).rawValue / 1000)s" } ?? "<NEVER>"
    }
}

extension LoopContext {
    /// The reports of all sections, or of one. Called on the first loop.
    ///
    /// - Parameter date: writes a moment, which is in milliseconds since 1970.
    public func peerReport(of section: String?, withTexts: Bool, date: (Milliseconds) -> String) -> String {
        peerGroups.enumerated().filter { section == nil || $0.element.settings.name == section }.map {
            $0.element.report(began: date($0.element.began), place: $0.offset, withTexts: withTexts)
        }.joined()
    }

    /// Connections with peers that have greeted each other, and those of which nothing more than a connection is known.
    var peerConnections: (active: Int, connected: Int) {
        let connections = peerGroups.flatMap(\.remotes).compactMap(\.connection)
        return (connections.count { $0.isEstablished }, connections.count { !$0.connection.isConnecting })
    }
}
