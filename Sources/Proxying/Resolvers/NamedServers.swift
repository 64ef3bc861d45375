import DNS
import EventLoop
import Memory
import Transport

/// The servers of one backend that have the same name: they share its addresses (manual, 5.3).
final class NamedServers: ResolutionSubscriber {
    private struct Member {
        let server: ServerState
        /// What answers have given it. What an operator sets stays until answers change.
        var assigned: DNSAddress?
    }

    private let backend: Proxy
    private unowned(unsafe) let context: LoopContext
    private var members: [Member] = []
    /// The addresses that were given out, as long as the members are the same: most answers bring nothing new.
    private var settled: Set<DNSAddress>?
    private(set) var resolution: Resolution?

    init(_ backend: Proxy, _ context: LoopContext) {
        self.backend = backend
        self.context = context
    }

    var isEmpty: Bool { members.isEmpty }

    func follow(_ resolver: Resolver, _ key: ResolutionKey) { resolution = resolver.subscribe(self, to: key) }

    func end() {
        resolution?.unsubscribe(self)
        resolution = nil
    }

    func join(_ server: ServerState) {
        settled = nil
        members.append(Member(server: server, assigned: nil))
        if let resolution, !resolution.addresses.elements.isEmpty { assign(resolution, by: nil) }
    }

    func leave(_ server: ServerState) {
        settled = nil
        members.removeAll { $0.server === server }
    }

    // MARK: Answers

    override func resolved(_ resolution: Resolution, by server: NameServer) { assign(resolution, by: server) }

    override func failed(_ failure: DNSFailure) {
        settled = nil
        for place in members.indices {
            members[place].assigned = nil
            context.loseAddress(members[place].server, of: backend, cause: failure.phrase)
        }
    }

    private func assign(_ resolution: Resolution, by server: NameServer?) {
        let addresses = resolution.addresses.elements
        let wanted = Set(addresses)
        guard wanted != settled else { return }
        settled = wanted
        let wishes = members.map { member in
            let settings = member.server.settings.resolution
            return AddressAssignment.Member(
                current: member.assigned ?? DNSAddress(member.server.address), prefersIPv4: settings.prefersIPv4,
                networks: settings.networks, allowsDuplicates: settings.allowsDuplicates)
        }
        var source = server
        for (place, address) in AddressAssignment.assign(addresses, to: wishes).enumerated() {
            let state = members[place].server
            let isKnown = members[place].assigned == address
            members[place].assigned = address
            guard let address else {
                context.loseAddress(state, of: backend, cause: "No IP for server ")
                continue
            }
            guard !isKnown else { continue }
            // Only the first is told by the answer itself.
            let origin = source.map { "\($0.resolver.settings.name)/\($0.settings.name)" } ?? "DNS cache"
            if context.resolve(state, of: backend, to: address, by: origin) {
                source?.counters.updates &+= 1
                source = nil
            }
        }
    }
}

extension DNSFailure {
    /// What the log calls it when a server goes for it.
    var phrase: String {
        switch self {
        case .nonexistent: "DNS NX status"
        case .refused: "DNS refused status"
        case .timeout: "DNS timeout status"
        case .empty, .aliasOnly, .aliasLoop, .invalid, .other: "unspecified DNS error"
        }
    }
}

extension LoopContext {
    /// Gives a server an address that was found for its name, and tells the log; false when it has it already.
    ///
    /// - Parameter origin: who has said so.
    /// - Parameter rename: what is done in between where the name is new, too.
    @discardableResult
    func resolve(
        _ server: ServerState, of backend: Proxy, to address: DNSAddress, by origin: String, port: UInt16? = nil,
        rename: () -> Void = {}
    ) -> Bool {
        let old = server.address
        let new = SocketAddress(address, port: port ?? old.port)
        let isBack = server.conditions.contains(.unresolved)
        guard isBack || new != old else {
            rename()
            return false
        }
        if new.with(port: 0) != old.with(port: 0) {
            let before = old.family == .none ? "(none)" : old.host
            log(
                backend, .notice,
                "\(backend.settings.name)/\(server.name) changed its IP from \(before) to \(new.host) by \(origin).")
        }
        rename()
        change(server, of: backend, cause: .resolved(server.hostName)) { move(server, of: backend, to: new) }
        if isBack, server.serviceName == nil || port == nil {
            log(
                backend, .notice,
                "Server \(backend.settings.name)/\(server.name) administratively READY thanks to valid DNS answer.")
        }
        return true
    }

    /// Takes a server's address away and tells the log why.
    func loseAddress(_ server: ServerState, of backend: Proxy, cause: String) {
        change(server, of: backend, cause: .unresolved(cause)) { loseAddress(server, of: backend) }
    }
}
