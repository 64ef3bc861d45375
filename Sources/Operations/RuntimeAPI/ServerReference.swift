import Proxying

/// Finds what a command names: `<backend>/<server>` or `<frontend>`, each by name or by `#<id>`.
extension CommandRequest {
    /// The backend and the server of an argument; nil after the client was told what is wrong.
    func server(_ index: Int) -> (backend: Proxy, server: ServerState)? {
        let text = argument(index)
        guard let slash = text.firstIndex(of: "/") else {
            refuse("Require 'backend/server'.")
            return nil
        }
        let (first, second) = (String(text[..<slash]), String(text[text.index(after: slash)...]))
        guard let backend = backend(named: first) else {
            refuse("No such backend.")
            return nil
        }
        guard let server = backend.servers.first(where: { matches(second, $0.name, $0.settings.identifier) }) else {
            refuse("No such server.")
            return nil
        }
        return (backend, server)
    }

    func backend(named name: String) -> Proxy? {
        generation.proxies.first { $0.settings.isBackend && matches(name, $0.settings.name, $0.settings.identifier) }
    }

    /// The frontend of an argument; nil after the client was told what is wrong.
    func frontend(_ index: Int) -> Proxy? {
        let name = argument(index)
        guard !name.isEmpty else {
            refuse("A frontend name is expected.")
            return nil
        }
        let found = generation.proxies.first {
            $0.settings.isFrontend && matches(name, $0.settings.name, $0.settings.identifier)
        }
        if found == nil { refuse("No such frontend.") }
        return found
    }

    private func matches(_ text: String, _ name: String, _ identifier: Int) -> Bool {
        if text == name { return true }
        return text.first == "#" && Int(text.dropFirst()) == identifier
    }
}
