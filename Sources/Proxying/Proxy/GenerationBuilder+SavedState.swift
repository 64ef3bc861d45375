import Configuration
import EventLoop
import Glibc
import Memory
import Synchronization
import Transport

/// The state that servers had when the last process ended (manual, 4.2 `load-server-state-from-file`).
extension GenerationBuilder {
    /// Reads the state files that backends name.
    func readSavedStates() {
        var files: [String: [SavedServer]] = [:]
        for builder in proxies where builder.settings.isBackend && !builder.settings.isDisabled {
            let settings = builder.settings
            guard let path = statePath(of: settings) else { continue }
            let isLocal = settings.stateSource == .local
            let lines = files[path] ?? read(path, for: isLocal ? "Proxy '\(settings.name)': " : nil)
            files[path] = lines
            for server in lines where server.backend == settings.name {
                savedServers[settings.name, default: [:]][server.name] = server
                guard isLocal, !settings.servers.contains(where: { $0.name == server.name }) else { continue }
                diagnostics.warning(
                    "Proxy '\(settings.name)': can't find server '\(server.name)' in backend '\(settings.name)'")
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

    /// The lines of a file that can be used.
    ///
    /// - Parameter owner: begins what is said of a backend's own file.
    private func read(_ path: String, for owner: String?) -> [SavedServer] {
        let prefix = owner ?? "config: "
        let kind = owner == nil ? "global server state file" : "server state file"
        guard let bytes = ContentFile.read(path) else {
            diagnostics.warning("\(prefix)Can't open \(kind) '\(path)': \(String(cString: strerror(errno)))")
            return []
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first?.split(separator: " ").first?.filter({ $0 != "\r" }) == "1" else {
            diagnostics.warning("\(prefix)Can't get version of the \(kind) '\(path)'")
            return []
        }
        var servers: [SavedServer] = []
        for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty && line.first != "#" {
            if let server = SavedServer(line) {
                servers.append(server)
            } else {
                diagnostics.warning("\(prefix)corrupted \(kind) '\(path)' at line \(number + 1).")
            }
        }
        return servers
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

    /// The address that its name had last; one without a name has the address that the configuration says by now.
    private func restoreAddress(_ saved: SavedServer) {
        guard settings.initialAddress.contains(.last), let address = saved.address, let name = hostName,
            name == saved.hostName
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
