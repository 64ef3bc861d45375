import Balancing
import Memory
import Proxying

/// The row of a backend: its own counts and those of its servers.
enum BackendRow {
    static func make(
        _ proxy: Proxy, _ totals: ProxyTotals, _ generation: Generation, _ selection: StatisticsSelection
    ) -> StatisticsRow {
        let loops = totals.backends
        let servers = totals.allServers
        let isHTTP = proxy.settings.mode == .http
        var row = StatisticsRow(.backend, proxy: proxy.settings.identifier, identifier: 0)
        row[.proxyName] = .text(proxy.settings.name)
        row[.serviceName] = .text("BACKEND")
        row[.mode] = .text(proxy.settings.modeName)
        row[.currentQueue] = .unsigned(proxy.queue.count)
        row[.maximumQueue] = .unsigned(proxy.queue.peak)
        row[.currentSessions] = .unsigned(loops.gauge { $0.currentStreams })
        row[.maximumSessions] = .unsigned(loops.gauge { $0.maximumStreams })
        row[.sessionLimit] = .unsigned(proxy.settings.fullConnections)
        row[.sessions] = .long(loops.total { $0.streams })
        setServerCounts(&row, loops, servers)
        setServers(&row, proxy)
        row[.deniedRequests] = .long(loops.total { $0.deniedRequests })
        row[.deniedResponses] = .long(loops.total { $0.deniedResponses })
        row[.failedRewrites] = .long(loops.total { $0.failedRewrites })
        row[.internalErrors] = .long(loops.total { $0.internalErrors })
        row[.clientAborts] = .long(loops.total { $0.clientAborts })
        let rate = loops.rate { $0.streamRate }
        row[.rate] = .unsigned(rate.now)
        row[.maximumRate] = .unsigned(rate.maximum)
        row[.lastSession] = .signed(loops.secondsSince { $0.lastStream })
        row.set(servers.times)
        for column in [.compressorIn, .compressorOut, .compressorBypassed, .compressedResponses] as [StatisticsColumn] {
            row[column] = .long(0)
        }
        if isHTTP {
            row.set(loops.statuses { $0.responses })
            row[.requests] = .long(loops.total { $0.requests })
            row[.cacheLookups] = .long(0)
            row[.cacheHits] = .long(0)
            row[.cacheHintHits] = .long(0)
        }
        if selection.showsDetails {
            row[.algorithm] = .text(proxy.settings.balanceName)
            if let cookie = proxy.settings.cookie?.name {
                row[.cookie] = .text(String(decoding: cookie, as: UTF8.self))
            }
        }
        return row
    }

    private static func setServerCounts(
        _ row: inout StatisticsRow, _ loops: [ProxyTotals.Counted<BackendCounters>],
        _ servers: [ProxyTotals.Counted<ServerReport>]
    ) {
        row[.bytesIn] = .long(servers.total { $0.counters.bytesIn })
        row[.bytesOut] = .long(servers.total { $0.counters.bytesOut })
        row[.requestBytesOut] = row[.bytesIn]
        row[.responseBytesIn] = row[.bytesOut]
        row[.connectionErrors] = .long(
            loops.total { $0.connectionErrors } &+ servers.total { $0.counters.connectionErrors })
        row[.responseErrors] = .long(servers.total { $0.counters.responseErrors })
        row[.retries] = .long(servers.total { $0.counters.retries })
        row[.redispatches] = .long(servers.total { $0.counters.redispatches })
        row[.serverAborts] = .long(servers.total { $0.counters.serverAborts })
        row[.selections] = .long(servers.total { $0.counters.selections })
        row[.connectAttempts] = .long(servers.total { $0.counters.connections })
        row[.reuses] = .long(servers.total { $0.counters.reuses })
    }

    private static func setServers(_ row: inout StatisticsRow, _ proxy: Proxy) {
        let totals = proxy.set.currentTotals
        let inUse = proxy.set.inUse
        row[.status] = .text(proxy.availability.isUp ? "UP" : "DOWN")
        row[.weight] = .unsigned(ServerSlot.plain(inUse.reduce(0) { $0 + $1.effectiveWeight }))
        row[.activeServers] = .unsigned(totals.usableActive)
        row[.backupServers] = .unsigned(totals.usableBackup)
        row[.userWeight] = .unsigned(inUse.reduce(0) { $0 + $1.weight })
        row[.downs] = .long(proxy.availability.downs)
        row[.lastChange] = .unsigned(Age.seconds(since: proxy.availability.lastChange))
        if !proxy.servers.isEmpty { row[.downtime] = .unsigned(Int(proxy.availability.downtime.rawValue / 1000)) }
        row[.aggregatedServerStatus] = .unsigned(0)
        row[.aggregatedServerCheckStatus] = .unsigned(0)
        row[.aggregatedCheckStatus] = .unsigned(0)
    }
}
