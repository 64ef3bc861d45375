import Configuration

/// What the `log` lines of all sections come to once every section is read.
extension GenerationBuilder {
    /// The port of syslog.
    private static let logPort = 514

    /// A proxy's targets, those of the `global` sections in the place of `log global`.
    func logTargets(of lines: [LogLine], _ global: [LogTarget]) -> [LogTarget] {
        lines.flatMap { line in
            switch line {
            case .global: global
            case .target(let target): resolved(target).map { [$0] } ?? []
            }
        }
    }

    /// A format that is never written.
    func warnOfUnusedFormat(_ settings: ProxySettings) {
        guard settings.isFrontend, !settings.isDisabled,
            settings.accessLog.format != nil || settings.accessLog.structuredData != nil
        else { return }
        diagnostics.warning(
            "log format ignored for \(settings.kindName) '\(settings.name)' since it has no log address.")
    }

    /// A target whose name is looked up, and whose ring is known; nil, and said so, when that cannot be.
    func resolved(_ target: LogTarget) -> LogTarget? {
        var target = target
        if let word = target.profileName {
            target.profile = logProfiles.first { $0.name == word.text }
            if target.profile == nil {
                refuse(
                    target, "log : unknown log-profile '\(word.text)'",
                    Suggestion.nearest(to: word.text, among: logProfiles.map(\.name)))
            }
        }
        switch target.destination {
        case .ring(let name):
            guard !rings.contains(where: { $0.name == name }) else { return target }
            refuse(target, "log : unknown ring '\(name)'", Suggestion.nearest(to: name, among: rings.map(\.name)))
            return nil
        case .backend(let name):
            if proxies.contains(where: { $0.isLogBackend && $0.settings.name == name }) { return target }
            let backends = proxies.filter(\.settings.isBackend).map(\.settings)
            let problem =
                backends.contains { $0.name == name }
                ? "backend '\(name)' is not in 'mode log'" : "unknown log backend '\(name)'"
            let known = proxies.filter(\.isLogBackend).map(\.settings.name)
            refuse(target, "log : \(problem)", Suggestion.nearest(to: name, among: known))
            return nil
        case .address(var address):
            if case .name = address.host {
                guard let known = resolved(address) else {
                    refuse(target, "log : could not resolve address '\(address.text)'")
                    return nil
                }
                address = known
            }
            if address.isInternet, address.port == .none { address.port = .fixed(GenerationBuilder.logPort) }
            if address.transport == .stream, address.family != .descriptor {
                target.destination = .ring(impliedRing(to: address, target.location))
            } else {
                target.destination = .address(address)
            }
            return target
        }
    }

    /// A ring of its own for a stream address, one for all lines that name it.
    private func impliedRing(to address: Address, _ location: SourceLocation) -> String {
        let name = address.text
        guard !rings.contains(where: { $0.name == name }) else { return name }
        var ring = LogRingSettings(name: name, location: location)
        var server = ServerSettings(name: name, location: location)
        server.address = address
        ring.servers = [server]
        ring.isImplied = true
        rings.append(ring)
        return name
    }

    /// What servers of log backends have alike: weights do not count, whatever a `defaults` section says.
    func completeLogServers(_ builder: ProxyBuilder) {
        guard builder.isLogBackend else { return }
        for index in builder.settings.servers.indices {
            var server = builder.settings.servers[index]
            server.weight = 1
            server.health.slowStart = .zero
            if server.logBufferSize == 0 { server.logBufferSize = global.settings.tuning.bufferSize }
            builder.settings.servers[index] = server
        }
    }

    private func refuse(_ target: LogTarget, _ problem: String, _ suggestions: [String] = []) {
        diagnostics.add(Diagnostic(.alert, problem, at: target.location, suggestions: suggestions))
    }
}
