import Proxying

/// The row of a frontend.
enum FrontendRow {
    static func make(_ proxy: Proxy, _ totals: ProxyTotals, _ generation: Generation) -> StatisticsRow {
        let loops = totals.frontends
        let isHTTP = proxy.settings.mode == .http
        var row = StatisticsRow(.frontend, proxy: proxy.settings.identifier, identifier: 0)
        row[.proxyName] = .text(proxy.settings.name)
        row[.serviceName] = .text("FRONTEND")
        row[.status] = .text(status(proxy))
        row[.mode] = .text(proxy.settings.modeName)
        row[.currentSessions] = .unsigned(loops.gauge { $0.currentSessions })
        let limit = proxy.connections.limit > 0 ? proxy.connections.limit : generation.connections.limit
        let peak = loops.gauge { $0.maximumSessions }
        row[.maximumSessions] = .unsigned(max(min(peak, proxy.connections.peak), loops.gauge { $0.currentSessions }))
        row[.sessionLimit] = .unsigned(limit)
        row[.sessions] = .long(loops.total { $0.sessions })
        row[.bytesIn] = .long(loops.total { $0.bytesIn })
        row[.bytesOut] = .long(loops.total { $0.bytesOut })
        row[.requestBytesIn] = row[.bytesIn]
        row[.responseBytesOut] = row[.bytesOut]
        row[.deniedRequests] = .long(loops.total { $0.deniedRequests })
        row[.deniedResponses] = .long(loops.total { $0.deniedResponses })
        row[.requestErrors] = .long(loops.total { $0.requestErrors })
        row[.deniedConnections] = .long(loops.total { $0.deniedConnections })
        row[.deniedSessions] = .long(loops.total { $0.deniedSessions })
        row[.failedRewrites] = .long(loops.total { $0.failedRewrites })
        row[.internalErrors] = .long(loops.total { $0.internalErrors })
        row[.connections] = .long(loops.total { $0.connections })
        row[.rateLimit] = .unsigned(proxy.settings.sessionRate)
        setRates(&row, loops)
        if isHTTP {
            row.set(loops.statuses { $0.responses })
            row[.intercepted] = .long(loops.total { $0.intercepted })
            row[.cacheLookups] = .long(0)
            row[.cacheHits] = .long(0)
            row[.cacheHintHits] = .long(0)
        }
        setProtocols(&row, loops, isHTTP: isHTTP)
        for column in [.compressorIn, .compressorOut, .compressorBypassed, .compressedResponses] as [StatisticsColumn] {
            row[column] = .long(0)
        }
        return row
    }

    private static func setRates(_ row: inout StatisticsRow, _ loops: [ProxyTotals.Counted<FrontendCounters>]) {
        let sessions = loops.rate { $0.sessionRate }
        row[.rate] = .unsigned(sessions.now)
        row[.maximumRate] = .unsigned(sessions.maximum)
        let requests = loops.rate { $0.requestRate }
        row[.requestRate] = .unsigned(requests.now)
        row[.maximumRequestRate] = .unsigned(requests.maximum)
        let connections = loops.rate { $0.connectionRate }
        row[.connectionRate] = .unsigned(connections.now)
        row[.maximumConnectionRate] = .unsigned(connections.maximum)
        row[.requests] = .long(loops.total { $0.requests })
    }

    private static func setProtocols(
        _ row: inout StatisticsRow, _ loops: [ProxyTotals.Counted<FrontendCounters>], isHTTP: Bool
    ) {
        let sessions = loops.total { $0.sessions }
        row[.otherSessions] = .long(isHTTP ? 0 : sessions)
        row[.http1Sessions] = .long(isHTTP ? sessions : 0)
        row[.http2Sessions] = .long(0)
        row[.http3Sessions] = .long(0)
        row[.otherRequests] = .long(0)
        row[.http1Requests] = .long(isHTTP ? loops.total { $0.requests } : 0)
        row[.http2Requests] = .long(0)
        row[.http3Requests] = .long(0)
    }

    private static func status(_ proxy: Proxy) -> String {
        switch proxy.frontendState {
        case .stopped: "STOP"
        case .paused: "PAUSED"
        case .open:
            proxy.connections.limit > 0 && proxy.connections.current >= proxy.connections.limit ? "FULL" : "OPEN"
        }
    }
}
