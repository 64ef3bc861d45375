import EventLoop
import Proxying
import Transport

/// The network namespaces in which servers are (manual, 5.2: `namespace`).
struct ServerNamespaces {
    private let generation: Generation

    init(_ generation: Generation) { self.generation = generation }

    /// Opens each once and hands it to its servers. What could not be done, or nil.
    func open() -> String? {
        var opened: [String: NetworkNamespace] = [:]
        return firstProblem { name, server throws(SystemError) in
            if opened[name] == nil { opened[name] = try NetworkNamespace(name) }
            server.namespace = opened[name]
        }
    }

    /// The first one that this process, with the rights it has left, may not enter.
    func tryToEnter() -> String? {
        firstProblem { _, server throws(SystemError) in try server.namespace?.within {} }
    }

    private func firstProblem(_ attempt: (String, ServerState) throws(SystemError) -> Void) -> String? {
        for proxy in generation.proxies where !proxy.settings.isDisabled {
            for server in proxy.servers {
                guard let name = server.settings.namespace else { continue }
                do throws(SystemError) {
                    try attempt(name, server)
                } catch {
                    return "server \(proxy.settings.name)/\(server.name) : cannot enter namespace '\(name)' "
                        + "(\(error.reason))."
                }
            }
        }
        return nil
    }
}
