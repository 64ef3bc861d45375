import Configuration
import Glibc

/// State files, and the servers that follow them.
extension GenerationBuilder {
    /// What is known of a backend's servers from before; nil without a file.
    func savedServers(of settings: ProxySettings) -> SavedServers? {
        guard settings.isBackend, !settings.isDisabled, looksUpNames else { return nil }
        switch settings.stateSource.kind {
        case .none: return nil
        case .global: return globalSavedServers(for: settings)
        case .local:
            let path = statePath(settings.stateSource.fileName ?? settings.name)
            return read(path, as: "server state file", for: "Proxy '\(settings.name)'", ending: ".")
        }
    }

    private func globalSavedServers(for settings: ProxySettings) -> SavedServers? {
        guard let file = global.settings.serverStateFile else {
            diagnostics.warning(
                "backend '\(settings.name)' configured to load server state file from global section 'server-state-file' "
                    + "directive. Unfortunately, 'server-state-file' is not set!")
            return nil
        }
        if let known = globalServerStates { return known }
        let saved = read(statePath(file), as: "global server state file", for: "config", ending: "")
        globalServerStates = .some(saved)
        return saved
    }

    private func statePath(_ name: String) -> String {
        guard !name.hasPrefix("/"), let base = global.settings.serverStateFolder else { return name }
        return base.hasSuffix("/") ? base + name : base + "/" + name
    }

    private func read(_ path: String, as what: String, for owner: String, ending: String) -> SavedServers? {
        guard let content = ContentFile.read(path) else {
            let reason = String(cString: strerror(errno))
            diagnostics.warning("\(owner): Can't open \(what) '\(path)': \(reason)\(ending)")
            return nil
        }
        do throws(SavedServers.Failure) {
            let saved = try SavedServers(String(decoding: content, as: UTF8.self))
            for problem in saved.problems { diagnostics.warning(problem) }
            return saved
        } catch {
            switch error {
            case .noVersion: diagnostics.warning("\(owner): Can't get version of the \(what) '\(path)'.")
            case .corrupted(let line): diagnostics.warning("\(owner): corrupted \(what) '\(path)' at line \(line).")
            }
            return nil
        }
    }
}
