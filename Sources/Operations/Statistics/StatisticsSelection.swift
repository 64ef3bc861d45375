import Proxying

/// Which rows are wanted: `show stat [{<iid>|<proxy>} <type> <sid>] [up|no-maint]`.
struct StatisticsSelection: Sendable, Equatable {
    /// `id` of a proxy; nil for all.
    var proxy: Int?
    /// 1 for frontends, 2 for backends, 4 for servers, 8 for sockets, added up; nil for all.
    var types: Int?
    /// `id` of a server; nil for all.
    var server: Int?
    /// The names of the proxies that a page may show; nil for all.
    var scope: Set<String>?
    /// Servers that are down are left out, and backends.
    var onlyUp = false
    /// Servers in maintenance are left out.
    var hidesMaintenance = false
    /// Addresses, cookies and algorithms are shown to operators, and on pages with legends.
    var showsDetails = true

    static let frontends = 1
    static let backends = 2
    static let servers = 4
    static let sockets = 8

    func includes(_ type: Int) -> Bool { types.map { $0 & type != 0 } ?? true }

    func includes(server: ServerState) -> Bool {
        if let wanted = self.server, wanted != server.settings.identifier { return false }
        if onlyUp, server.operation == .stopped { return false }
        return !(hidesMaintenance && server.conditions.isInMaintenance)
    }
}
