import Balancing

/// Which servers follow the state of others (`track`, manual, 5.2).
public final class Tracking: Sendable {
    /// A server and where it stands.
    public struct Place: Sendable {
        public let proxy: Proxy
        public let server: ServerState

        /// `backend/server`
        public var name: String { "\(proxy.settings.name)/\(server.name)" }
    }

    private let leaders: [ObjectIdentifier: Place]
    private let followers: [ObjectIdentifier: [Place]]

    /// Every server that tracks another one begins with that one's state.
    ///
    /// - Parameter proxies: whose names are known to be right, and without circles.
    init(_ proxies: [Proxy]) {
        var leaders: [ObjectIdentifier: Place] = [:]
        var followers: [ObjectIdentifier: [Place]] = [:]
        for proxy in proxies {
            for server in proxy.servers {
                guard let name = server.settings.health.tracked,
                    let leader = Tracking.find(name, from: proxy, in: proxies)
                else { continue }
                leaders[ObjectIdentifier(server)] = leader
                followers[ObjectIdentifier(leader.server), default: []].append(Place(proxy: proxy, server: server))
            }
        }
        self.leaders = leaders
        self.followers = followers
        for proxy in proxies where !leaders.isEmpty {
            for server in proxy.servers where leaders[ObjectIdentifier(server)] != nil { begin(server) }
        }
    }

    private func begin(_ server: ServerState) {
        guard let leader = leader(of: server) else { return }
        begin(leader.server)
        server.follow(leader.server)
    }

    private static func find(_ name: TrackedName, from proxy: Proxy, in proxies: [Proxy]) -> Place? {
        let owner =
            name.proxy.map { name in
                proxies.first { $0.settings.isBackend && $0.settings.name == name }
            } ?? proxy
        guard let owner, let server = owner.servers.first(where: { $0.name == name.server }) else { return nil }
        return Place(proxy: owner, server: server)
    }

    /// The server that this one tracks.
    public func leader(of server: ServerState) -> Place? {
        leaders.isEmpty ? nil : leaders[ObjectIdentifier(server)]
    }

    /// The servers that track this one, the last declared first.
    func followers(of server: ServerState) -> [Place] {
        followers.isEmpty ? [] : followers[ObjectIdentifier(server)]?.reversed() ?? []
    }

    /// The server at the end of the chain, whose checks count; without a chain the server itself.
    public func root(of server: ServerState) -> ServerState {
        var server = server
        while let leader = leader(of: server) { server = leader.server }
        return server
    }
}
