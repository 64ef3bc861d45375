import Proxying

extension Command {
    /// `set server <backend>/<server> addr | agent | health | fqdn | state | weight …`
    static let setServer = Command(
        "set server", arguments: "<bk>/<srv> [opts]", summary: "change a server's state, weight, address or ssl",
        level: .admin
    ) { request in
        guard let (backend, server) = request.server(0) else { return }
        let value = request.argument(2)
        switch request.argument(1) {
        case "weight": WeightChange.apply(value, to: server, of: backend, request)
        case "state": setState(request, backend, server, value)
        case "health": setHealth(request, backend, server, value)
        case "addr": setAddress(request, backend, server)
        case "agent": setAgent(request, backend, server, value)
        case "agent-send": setAgentMessage(request, server, value)
        case "agent-addr": CheckTargetChange.move(.agent, server, request)
        case "agent-port": answer(request, CheckTargetChange.turn(.agent, server, toPort: value))
        case "check-addr": CheckTargetChange.move(.check, server, request)
        case "check-port": answer(request, CheckTargetChange.turn(.check, server, toPort: value))
        case "fqdn": setName(request, backend, server, value)
        case "name":
            request.refuse("`set server name` is not built yet: it comes with proxies and servers made at run time.")
        case "ssl": request.refuse("'set server <srv> ssl' cannot be set.  default-server should define ssl settings")
        default:
            request.refuse(
                "usage: set server <backend>/<server> addr | agent | agent-addr | agent-port | agent-send | check-addr "
                    + "| check-port | fqdn | health | ssl | state | weight")
        }
    }

    private static func setState(
        _ request: CommandRequest, _ backend: Proxy, _ server: ServerState, _ value: String
    ) {
        let wishes: [String: ServerState.Administration] = ["ready": .ready, "drain": .drain, "maint": .maintenance]
        guard let wish = wishes[value] else {
            return request.refuse("'set server <srv> state' expects 'ready', 'drain' and 'maint'.")
        }
        request.change(server, of: backend) { server.administer(wish) }
    }

    private static func setHealth(
        _ request: CommandRequest, _ backend: Proxy, _ server: ServerState, _ value: String
    ) {
        let states: [String: ServerHealth] = ["up": .running, "stopping": .stopping, "down": .stopped]
        guard let health = states[value] else {
            return request.refuse("'set server <srv> health' expects 'up', 'stopping', or 'down'.")
        }
        guard request.generation.tracking.leader(of: server) == nil else {
            return request.refuse("cannot change health on a tracking server.")
        }
        request.change(server, of: backend) { server.force(health) }
    }

    private static func setAgent(
        _ request: CommandRequest, _ backend: Proxy, _ server: ServerState, _ value: String
    ) {
        guard server.agentRecord?.isEnabled == true else {
            return request.refuse("agent checks are not enabled on this server.")
        }
        guard value == "up" || value == "down" else {
            return request.refuse("'set server <srv> agent' expects 'up' or 'down'.")
        }
        request.change(server, of: backend) { server.forceAgent(isUp: value == "up") }
    }

    private static func setAgentMessage(_ request: CommandRequest, _ server: ServerState, _ value: String) {
        guard let record = server.agentRecord, record.isEnabled else {
            return request.refuse("agent checks are not enabled on this server.")
        }
        var target = record.target ?? CheckTarget()
        target.message = Array(value.utf8)
        record.target = target
        request.finish()
    }

    private static func port(_ request: CommandRequest) -> String? {
        request.argument(3) == "port" ? request.argument(4) : nil
    }

    private static func answer(_ request: CommandRequest, _ problem: String?) {
        if let problem { request.report(.error, problem) } else { request.finish() }
    }

    private static func setAddress(_ request: CommandRequest, _ backend: Proxy, _ server: ServerState) {
        let address = request.argument(2)
        guard !address.isEmpty else {
            return request.refuse("set server <b>/<s> addr requires an address and optionally a port.")
        }
        let change = AddressChange.apply(
            address, port: port(request), to: server, of: backend, request.api.context)
        request.report(.warning, change + "\n")
    }

    private static func setName(
        _ request: CommandRequest, _ backend: Proxy, _ server: ServerState, _ name: String
    ) {
        guard !name.isEmpty else { return request.refuse("set server <b>/<s> fqdn requires a FQDN.") }
        guard server.serviceName == nil else {
            return request.refuse("set server <b>/<s> fqdn failed because SRV resolution is configured.")
        }
        guard let names = request.api.context.names, let old = server.hostName,
            server.settings.resolution.section != nil
        else { return request.refuse("set server <b>/<s> fqdn failed because no resolution is configured.") }
        let place = "\(backend.settings.name)/\(server.name)"
        let origin = "by 'stats socket command'"
        guard name.lowercased() != old.lowercased() else {
            return request.report(.warning, "no need to change the FDQN \(origin)\n")
        }
        guard names.rename(server, of: backend, to: name) else {
            return request.refuse("could not update \(place) FQDN \(origin)")
        }
        request.report(.warning, "\(place) changed its FQDN from \(old) to \(name) \(origin)\n")
    }
}
