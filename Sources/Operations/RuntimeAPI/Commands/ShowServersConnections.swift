import Proxying

extension Command {
    /// `show servers conn [<backend>]`
    static let showServersConnections = Command(
        "show servers conn", arguments: "[<backend>]",
        summary: "dump server connections status (all or for a single backend)"
    ) { request in
        let name = request.argument(0)
        var backends = request.generation.proxies.filter { $0.settings.isBackend && !$0.settings.isDisabled }
        if !name.isEmpty {
            guard let backend = request.backend(named: name) else { return request.refuse("Can't find backend.") }
            backends = [backend]
        }
        request.api.inquirer.ask({ $0.report() }) { reports in
            let rows = backends.lazy.flatMap { backend in backend.servers.indices.lazy.map { (backend, $0) } }
            request.answer(
                .rows(head: ServerConnections.head(reports.count), rows) {
                    ServerConnections.line($0.0, $0.1, reports)
                })
        }
    }
}

/// The lines of `show servers conn`.
enum ServerConnections {
    static func head(_ loops: Int) -> String {
        "# bkname/svname bkid/svid addr port - purge_delay served used_cur used_max need_est idle_sess unsafe_nb safe_nb "
            + "idle_lim idle_cur idle_per_thr[\(loops)]\n"
    }

    static func line(_ backend: Proxy, _ index: Int, _ reports: [LoopReport]) -> String {
        let server = backend.servers[index]
        let perLoop = reports.map { report -> ServerReport? in
            guard backend.index < report.proxies.count else { return nil }
            return report.proxies[backend.index].servers.first { $0.index == index }
        }
        let idle = perLoop.map { $0?.idle ?? 0 }
        let used = perLoop.reduce(0) { $0 + ($1.map { max(0, $0.connections - $0.idle) } ?? 0) }
        let peak = perLoop.reduce(0) { $0 + ($1?.counters.maximumStreams ?? 0) }
        let address = server.address
        let isInternet = address.family == .ipv4 || address.family == .ipv6
        let total = idle.reduce(0, +)
        let fields =
            [
                "\(backend.settings.name)/\(server.name)",
                "\(backend.settings.identifier)/\(server.settings.identifier)",
                isInternet ? address.host : "-", String(address.port), "-",
                String(server.settings.poolPurgeDelay.rawValue), String(server.slot.served), String(used),
                String(max(peak, used)), String(used), "0", "0", String(total), String(server.settings.poolLimit),
                String(total),
            ] + idle.map(String.init)
        return fields.joined(separator: " ") + "\n"
    }
}
