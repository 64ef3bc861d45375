import DNS
import EventLoop
import Memory

/// All that the first loop does about names: the resolvers, and the servers that follow them.
public final class NameResolution {
    private struct GroupKey: Hashable {
        let backend: Int
        let section: String
        let key: ResolutionKey
    }

    public let resolvers: [Resolver]
    private unowned(unsafe) let context: LoopContext
    private var groups: [GroupKey: NamedServers] = [:]
    private var memberships: [ObjectIdentifier: GroupKey] = [:]
    private var services: [GroupKey: ServiceServers] = [:]

    init(_ generation: Generation, _ context: LoopContext) {
        self.context = context
        resolvers = generation.resolvers.map { Resolver($0, generation.nameFamilies, context) }
    }

    func resolver(named name: String?) -> Resolver? { resolvers.first { $0.settings.name == name } }

    /// Looks a name up for a rule.
    func lookUp(_ key: ResolutionKey, in place: Int, for lookup: NameLookup) -> NameLookupResult {
        guard resolvers.indices.contains(place) else { return .unknown }
        return resolvers[place].lookUp(key, for: lookup)
    }

    /// Begins to look for the servers of a generation.
    func start(_ generation: Generation) {
        for backend in generation.proxies where backend.settings.isBackend && !backend.settings.isDisabled {
            for server in backend.servers where server.settings.resolution.section != nil {
                guard let text = server.serviceName ?? server.hostName, let name = DomainName(text) else { continue }
                if server.settings.isService {
                    join(server, of: backend, service: name)
                } else {
                    join(server, of: backend, name: name)
                }
            }
        }
        // All servers of a name are known before the first answer, so that none is passed over.
        for (key, group) in groups where group.resolution == nil {
            resolver(named: key.section).map { group.follow($0, key.key) }
        }
        for (key, group) in services { _ = resolver(named: key.section)?.subscribe(group, to: key.key) }
        isRunning = true
    }

    private var isRunning = false

    private func join(_ server: ServerState, of backend: Proxy, service name: DomainName) {
        let key = GroupKey(
            backend: backend.index, section: server.settings.resolution.section ?? "",
            key: ResolutionKey(name: name, kind: .services))
        let group = services[key] ?? ServiceServers(backend, self, context)
        services[key] = group
        group.join(server)
    }

    /// Lets a server look for addresses of a name, together with the others of its backend that have it.
    @discardableResult
    func join(_ server: ServerState, of backend: Proxy, name: DomainName) -> NamedServers {
        let settings = server.settings.resolution
        let key = GroupKey(
            backend: backend.index, section: settings.section ?? "",
            key: ResolutionKey(name: name, kind: .addresses(prefersIPv4: settings.prefersIPv4)))
        let group = groups[key] ?? NamedServers(backend, context)
        groups[key] = group
        memberships[ObjectIdentifier(server)] = key
        group.join(server)
        if isRunning, group.resolution == nil {
            resolver(named: key.section).map { group.follow($0, key.key) }
        }
        return group
    }

    func leave(_ server: ServerState) {
        guard let key = memberships.removeValue(forKey: ObjectIdentifier(server)), let group = groups[key] else {
            return
        }
        group.leave(server)
        guard group.isEmpty else { return }
        group.end()
        groups.removeValue(forKey: key)
    }

    /// Asks for a server's name now, and not only when its time has come.
    func hurry(_ server: ServerState) {
        guard let key = memberships[ObjectIdentifier(server)] else { return }
        groups[key]?.resolution?.hurry()
    }

    /// `set server … fqdn`: looks for another name from now on. False for what is no name.
    public func rename(_ server: ServerState, of backend: Proxy, to text: String) -> Bool {
        guard let name = DomainName(text) else { return false }
        leave(server)
        server.rename(text)
        join(server, of: backend, name: name)
        return true
    }
}
