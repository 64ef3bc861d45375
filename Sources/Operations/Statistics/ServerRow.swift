import Balancing
import Proxying

/// The row of a server.
enum ServerRow {
    static func make(
        _ proxy: Proxy, _ index: Int, _ totals: ProxyTotals, _ tracking: Tracking, _ selection: StatisticsSelection
    ) -> StatisticsRow {
        let server = proxy.servers[index]
        let loops = totals.server(index)
        var row = StatisticsRow(.server, proxy: proxy.settings.identifier, identifier: server.settings.identifier)
        row[.proxyName] = .text(proxy.settings.name)
        row[.serviceName] = .text(server.name)
        let health = ServerHealthReport(server, tracking)
        row[.status] = .text(health.status)
        health.set(&row)
        row[.mode] = .text(proxy.settings.modeName)
        row[.currentQueue] = .unsigned(server.queue.count)
        row[.maximumQueue] = .unsigned(server.queue.peak)
        let current = loops.gauge { $0.counters.currentStreams }
        let peak = loops.map { $0.counters.counters.maximumStreams }.max() ?? 0
        let limit = server.slot.wholeLimit
        row[.currentSessions] = .unsigned(current)
        row[.maximumSessions] = .unsigned(max(current, peak))
        if limit > 0 { row[.sessionLimit] = .unsigned(limit) }
        setCounts(&row, loops)
        if proxy.settings.mode == .http {
            row.set(loops.statuses { $0.counters.statuses })
            row[.requests] = .long(loops.total { $0.counters.responses })
        }
        row.set(loops.times)
        setWeights(&row, server)
        setConnections(&row, server, loops)
        row[.lastChange] = .unsigned(Age.seconds(since: server.lastChange))
        row[.lastSession] = .signed(loops.secondsSince { $0.counters.lastStream })
        if selection.showsDetails {
            row[.address] = .text(address(server))
            if let cookie = server.settings.cookie { row[.cookie] = .text(String(decoding: cookie, as: UTF8.self)) }
        }
        return row
    }

    private static func setCounts(_ row: inout StatisticsRow, _ loops: [ProxyTotals.Counted<ServerReport>]) {
        row[.sessions] = .long(loops.total { $0.counters.streams })
        row[.bytesIn] = .long(loops.total { $0.counters.bytesIn })
        row[.bytesOut] = .long(loops.total { $0.counters.bytesOut })
        row[.requestBytesOut] = row[.bytesIn]
        row[.responseBytesIn] = row[.bytesOut]
        row[.deniedResponses] = .long(loops.total { $0.counters.deniedResponses })
        row[.connectionErrors] = .long(loops.total { $0.counters.connectionErrors })
        row[.responseErrors] = .long(loops.total { $0.counters.responseErrors })
        row[.retries] = .long(loops.total { $0.counters.retries })
        row[.redispatches] = .long(loops.total { $0.counters.redispatches })
        row[.clientAborts] = .long(loops.total { $0.counters.clientAborts })
        row[.serverAborts] = .long(loops.total { $0.counters.serverAborts })
        row[.selections] = .long(loops.total { $0.counters.selections })
        row[.failedRewrites] = .long(loops.total { $0.counters.failedRewrites })
        row[.internalErrors] = .long(loops.total { $0.counters.internalErrors })
        let rate = loops.rate { $0.counters.streamRate }
        row[.rate] = .unsigned(rate.now)
        row[.maximumRate] = .unsigned(rate.maximum)
    }

    private static func setWeights(_ row: inout StatisticsRow, _ server: ServerState) {
        let slot = server.slot
        row[.weight] = .unsigned(ServerSlot.plain(slot.effectiveWeight))
        row[.userWeight] = .unsigned(slot.weight)
        row[.activeServers] = .unsigned(slot.isBackup ? 0 : 1)
        row[.backupServers] = .unsigned(slot.isBackup ? 1 : 0)
        if slot.queueLimit > 0 { row[.queueLimit] = .unsigned(slot.queueLimit) }
    }

    private static func setConnections(
        _ row: inout StatisticsRow, _ server: ServerState, _ loops: [ProxyTotals.Counted<ServerReport>]
    ) {
        let open = loops.gauge { $0.connections }
        let idle = loops.gauge { $0.idle }
        row[.connectAttempts] = .long(loops.total { $0.counters.connections })
        row[.reuses] = .long(loops.total { $0.counters.reuses })
        row[.idleConnections] = .unsigned(idle)
        if server.settings.poolLimit >= 0 { row[.idleLimit] = .unsigned(server.settings.poolLimit) }
        row[.unsafeIdleConnections] = .unsigned(0)
        row[.safeIdleConnections] = .unsigned(idle)
        row[.usedConnections] = .unsigned(max(0, open - idle))
        row[.neededConnections] = .unsigned(max(0, open - idle))
        row[.privateIdleConnections] = .unsigned(0)
        row[.serverRevision] = .unsigned(0)
    }

    /// `192.0.2.1:80`, `[2001:db8::1]:80` or `unix`.
    static func address(_ server: ServerState) -> String {
        let address = server.address
        switch address.family {
        case .none: return ""
        case .unix: return "unix"
        case .ipv4: return "\(address.host):\(address.port)"
        case .ipv6: return "[\(address.host)]:\(address.port)"
        }
    }
}
