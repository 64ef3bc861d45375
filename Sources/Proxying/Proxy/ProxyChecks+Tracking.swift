import Configuration

/// What is wrong with words about servers' health, where that shows only beside others.
extension ProxyChecks {
    func checkHealth(_ proxy: ProxyBuilder) {
        for server in proxy.settings.servers {
            if proxy.settings.mode == .tcp, server.health.observed == .layer7 {
                refuse(server, proxy, "'layer7' can only be used in http proxies.")
            }
            if let name = server.health.tracked { checkTracking(of: server, in: proxy, name) }
        }
    }

    private typealias Tracked = (server: ServerSettings, proxy: ProxyBuilder)

    private func checkTracking(of server: ServerSettings, in proxy: ProxyBuilder, _ name: TrackedName) {
        if server.health.initialState != .none {
            return refuse(server, proxy, "'init-state' cannot be used with 'track', whose state comes from elsewhere.")
        }
        var leader: Tracked
        switch find(name, from: proxy) {
        case .failure(let problem): return refuse(server, proxy, problem.message)
        case .success(let found): leader = found
        }
        let named = "\(leader.proxy.settings.name)/\(leader.server.name)"
        if server.check.isEnabled {
            return refuse(server, proxy, "unable to enable checks and tracking at the same time!")
        }
        if leader.proxy.checks.disablesOn404 != proxy.checks.disablesOn404 {
            return refuse(server, proxy, "unable to use \(named) for tracking: disable-on-404 option inconsistency.")
        }
        var passed: Set<String> = []
        while let next = leader.server.health.tracked {
            let place = "\(leader.proxy.settings.name)/\(leader.server.name)"
            if place == "\(proxy.settings.name)/\(server.name)" {
                return refuse(
                    server, proxy,
                    "unable to track \(named) as it belongs to a tracking chain looping back to \(place).")
            }
            // A circle that this one is not part of, or a name that is refused where it is written.
            guard passed.insert(place).inserted, case .success(let found) = find(next, from: leader.proxy) else {
                return
            }
            leader = found
        }
        guard !leader.server.check.isEnabled, !leader.server.check.hasAgent else { return }
        refuse(server, proxy, "unable to use \(named) for tracking as it does not have any check nor agent enabled.")
    }

    private func find(_ name: TrackedName, from proxy: ProxyBuilder) -> Result<Tracked, ConfigurationError> {
        let owner =
            name.proxy.map { name in proxies.first { $0.settings.isBackend && $0.settings.name == name } } ?? proxy
        guard let owner else {
            return .failure(
                ConfigurationError("unable to find required proxy '\(name.proxy ?? "")' for tracking."))
        }
        guard let server = owner.settings.servers.first(where: { $0.name == name.server }) else {
            return .failure(ConfigurationError("unable to find required server '\(name.server)' for tracking."))
        }
        return .success((server, owner))
    }

    private func refuse(_ server: ServerSettings, _ proxy: ProxyBuilder, _ problem: String) {
        diagnostics.add(
            Diagnostic(
                .alert, "'server \(proxy.settings.name)/\(server.name)' : \(problem)", at: server.location, form: .bare)
        )
    }
}
