import Proxying

/// The row of one `bind` line, shown with `option socket-stats`.
enum ListenerRow {
    static func make(_ proxy: Proxy, _ index: Int, _ totals: ProxyTotals, _ selection: StatisticsSelection)
        -> StatisticsRow
    {
        let settings = proxy.settings.binds[index]
        let identifier = settings.identifier > 0 ? settings.identifier : index + 1
        var row = StatisticsRow(.listener, proxy: proxy.settings.identifier, identifier: identifier)
        row[.proxyName] = .text(proxy.settings.name)
        row[.serviceName] = .text(settings.name.isEmpty ? "sock-\(index + 1)" : settings.name)
        row[.status] = .text("OPEN")
        row[.mode] = .text(proxy.settings.modeName)
        row[.sessionLimit] = .unsigned(settings.maximumConnections)
        let reports = totals.listeners.joined().filter {
            $0.settings.location == settings.location && $0.settings.address == settings.address
        }
        row[.sessions] = .long(reports.reduce(0) { $0 &+ $1.counters.sessions })
        // What only the frontend counts is known of a socket that is its only one.
        let isOnly = proxy.settings.binds.count == 1
        let loops = isOnly ? totals.frontends : []
        row[.currentSessions] = .unsigned(loops.gauge { $0.currentSessions })
        row[.maximumSessions] = .unsigned(loops.gauge { $0.maximumSessions })
        row[.bytesIn] = .long(loops.total { $0.bytesIn })
        row[.bytesOut] = .long(loops.total { $0.bytesOut })
        row[.deniedRequests] = .long(loops.total { $0.deniedRequests })
        row[.deniedResponses] = .long(loops.total { $0.deniedResponses })
        row[.requestErrors] = .long(loops.total { $0.requestErrors })
        row[.deniedConnections] = .long(loops.total { $0.deniedConnections })
        row[.deniedSessions] = .long(loops.total { $0.deniedSessions })
        row[.failedRewrites] = .long(loops.total { $0.failedRewrites })
        row[.internalErrors] = .long(loops.total { $0.internalErrors })
        row[.transport] = .text(transport(settings))
        if selection.showsDetails { row[.address] = .text(address(settings)) }
        return row
    }

    private static func transport(_ settings: BindSettings) -> String {
        switch settings.address.family {
        case .ipv6: "tcpv6"
        case .unix, .abstract, .abstractZeroTerminated: "unix_stream"
        default: "tcpv4"
        }
    }

    private static func address(_ settings: BindSettings) -> String {
        guard settings.address.isInternet else { return "unix" }
        let text = settings.address.text
        if text.hasPrefix("*:") { return "0.0.0.0" + text.dropFirst() }
        return text.hasPrefix(":") ? "0.0.0.0" + text : text
    }
}
