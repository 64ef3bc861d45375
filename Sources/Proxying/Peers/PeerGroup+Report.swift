import Memory

/// What `show peers` tells of a section (management guide, 9.3).
extension PeerGroup {
    /// Lines as HAProxy prints them, without the addresses of its memory.
    func report() -> String {
        var text = "\(settings.name): id=\(settings.name) disabled=\(settings.isDisabled ? 1 : 0) "
        text += "resync=\(isUpToDate ? "finished" : "wanted")\n"
        for remote in remotes { text += report(of: remote) }
        text += "  id=\(localName)(local,inactive)"
        if let bind = settings.bind { text += " addr=\(bind.address.text)" }
        return text + "\n\n"
    }

    private func report(of remote: RemotePeer) -> String {
        let figures = remote.figures
        let now = context.now
        var text = "  id=\(remote.name)(remote,\(remote.connection == nil ? "inactive" : "active")) "
        text += "addr=\(remote.settings.address.text) last_status=\(status(of: remote)) "
        text += "last_hdshk=\(figures.lastHandshake.map { "\((now - $0).rawValue / 1000)s" } ?? "<NEVER>")\n"
        let reconnect =
            remote.connection != nil || figures.nextAttempt <= now
            ? "<PAST>" : "\((figures.nextAttempt - now).rawValue / 1000)s"
        text += "        reconnect=\(reconnect) tx_hbt=\(figures.sentHeartbeats) rx_hbt=\(figures.receivedHeartbeats) "
        text += "no_hbt=\(figures.silences) new_conn=\(figures.attempts) proto_err=\(figures.protocolErrors) "
        text += "coll=\(figures.collisions)\n"
        if !tables.isEmpty { text += "        shared tables:\n" }
        for (table, progress) in zip(tables, remote.progress) {
            text +=
                "          local_id=\(table.identifier) id=\(table.table.name) last_acked=\(progress.lastAcknowledged) "
            text += "last_pushed=\(progress.number)\n"
        }
        return text
    }

    private func status(of remote: RemotePeer) -> String {
        guard let connection = remote.connection else {
            return remote.figures.lastAnswer.map { $0 == 200 ? "CLOS" : "\($0)" } ?? "NONE"
        }
        return connection.isEstablished ? "ESTA" : "CONN"
    }
}

extension LoopContext {
    /// The reports of all sections, or of one. Called on the first loop.
    public func peerReport(of section: String?) -> String {
        peerGroups.filter { section == nil || $0.settings.name == section }.map { $0.report() }.joined()
    }
}
