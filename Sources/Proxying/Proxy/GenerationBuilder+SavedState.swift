import Configuration
import EventLoop
import Memory
import Synchronization
import Transport

/// The state that servers had when the last process ended (manual, 4.2 `load-server-state-from-file`).
extension GenerationBuilder {
    /// Reads the state files that backends name.
    func readSavedStates() {
        var files: [String: [SavedServer]] = [:]
        for builder in proxies where builder.settings.isBackend && !builder.settings.isDisabled {
            guard let path = statePath(of: builder.settings) else { continue }
            let lines = files[path] ?? read(path)
            files[path] = lines
            for server in lines where server.backend == builder.settings.name {
                savedServers[builder.settings.name, default: [:]][server.name] = server
            }
        }
    }

    private func statePath(of settings: ProxySettings) -> String? {
        let base = global.settings.stateBase
        switch settings.stateSource {
        case .none: return nil
        case .local: return StatePath.full(settings.stateFile ?? settings.name, base: base)
        case .global:
            if let file = global.settings.stateFile { return StatePath.full(file, base: base) }
            diagnostics.warning(
                "backend '\(settings.name)' configured to load server state file from global section "
                    + "'server-state-file' directive. Unfortunately, 'server-state-file' is not set!")
            return nil
        }
    }

    /// A file that is missing is no mistake: there was no process before.
    private func read(_ path: String) -> [SavedServer] {
        guard let bytes = ContentFile.read(path) else { return [] }
        guard let lines = SavedServer.lines(of: String(decoding: bytes, as: UTF8.self)) else {
            diagnostics.warning("Can't get version of the server state file '\(path)': its first line is not '1'.")
            return []
        }
        return lines
    }

    /// The address that a server had, for its name.
    func savedAddress(of server: ServerSettings, _ settings: ProxySettings) -> Address? {
        guard let saved = savedServers[settings.name]?[server.name], let address = saved.address,
            var result = server.address,
            case .name(let name) = result.host, saved.hostName == name
        else { return nil }
        guard let literal = try? Address(configuration: address.host, rules: []) else { return nil }
        result.family = literal.family
        result.host = literal.host
        return result
    }
}

extension Proxy {
    /// Gives the servers the state that they had.
    func restore(_ saved: [String: SavedServer]) {
        for server in servers {
            if let last = saved[server.name] { server.restore(last) }
        }
    }
}

extension ServerState {
    /// Becomes what it was, as far as the configuration still says the same.
    func restore(_ saved: SavedServer) {
        if saved.configuredWeight == slot.configuredWeight { slot.weight = saved.weight }
        restoreAddress(saved)
        if saved.conditions.contains(.forcedMaintenance) {
            if !settings.isDisabled, !saved.conditions.contains(.configuredMaintenance) { administer(.maintenance) }
        } else if saved.conditions.contains(.configuredMaintenance) {
            leaveMaintenance()
        }
        if saved.conditions.contains(.forcedDrain) { administer(.drain) }
        restoreHealth(saved)
        changeStore.store(
            (Clock.monotonic() - Milliseconds.seconds(saved.secondsSinceChange)).rawValue, ordering: .relaxed)
    }

    /// An address that an operator or a resolver has given it; names of hosts must be the same.
    private func restoreAddress(_ saved: SavedServer) {
        guard settings.initialAddress.contains(.last), let address = saved.address, hostName == saved.hostName,
            self.address.family != .unix
        else { return }
        let port = saved.port == 0 ? self.address.port : saved.port
        let last = address.with(port: port)
        if last != self.address { move(to: last) }
    }

    /// Only a check, an agent or an operator can have taken a server down that its configuration does not take down.
    private func restoreHealth(_ saved: SavedServer) {
        guard checkRecord != nil || agentRecord != nil else { return }
        switch saved.operation {
        case .stopped: if !saved.conditions.isInMaintenance { force(.stopped) }
        case .stopping: force(.stopping)
        case .starting, .running: force(.running)
        }
    }
}
