import Configuration
import Proxying
import Transport

extension Command {
    /// `show servers state [<backend>]`: version 1 of the state file's format.
    static let showServersState = Command(
        "show servers state", arguments: "[<backend>]",
        summary: "dump volatile server information (all or for a single backend)"
    ) { request in
        let name = request.argument(0)
        var backends = request.generation.proxies.filter { $0.settings.isBackend && !$0.settings.isDisabled }
        if !name.isEmpty {
            guard let backend = request.backend(named: name) else { return request.refuse("Can't find backend.") }
            backends = [backend]
        }
        let rows = backends.lazy.flatMap { backend in backend.servers.lazy.map { (backend, $0) } }
        request.answer(.rows(head: ServerStateFile.head, rows) { ServerStateFile.line($0.0, $0.1) })
    }
}

/// The format of server state files, version 1.
enum ServerStateFile {
    static let head = """
        1
        # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight \
        srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state \
        bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr \
        srv_agent_addr srv_agent_port

        """

    static func line(_ backend: Proxy, _ server: ServerState) -> String {
        let address = server.address
        let isInternet = address.family == .ipv4 || address.family == .ipv6
        var fields = [
            String(backend.settings.identifier), backend.settings.name, String(server.settings.identifier), server.name,
            isInternet ? address.host : "-", String(server.operation.rawValue), String(server.conditions.rawValue),
            String(server.slot.weight), String(server.slot.configuredWeight),
            String(Age.seconds(since: server.lastChange)),
        ]
        fields += checks(server)
        fields += ["0", "0", server.hostName ?? "-", String(address.port), server.serviceName ?? "-", "0"]
        fields += targets(server)
        return fields.joined(separator: " ") + "\n"
    }

    /// What checks and agents said last, and whether they run.
    private static func checks(_ server: ServerState) -> [String] {
        let isUp = server.operation != .stopped
        guard let check = server.checkRecord?.figures else {
            // 8: what `disabled` pauses, whether it is there or not.
            let state = server.conditions.contains(.configuredMaintenance) ? "8" : "0"
            return ["1", "0", isUp ? "2" : "0", state, String(agentState(server))]
        }
        return [
            String(check.status.number), String(check.verdict.rawValue), String(check.health),
            String(state(check, isPaused: server.conditions.isInMaintenance)), String(agentState(server)),
        ]
    }

    private static func state(_ check: CheckFigures, isPaused: Bool) -> Int {
        (check.isRunning ? 0x01 : 0) | 0x02 | (check.isEnabled ? 0x04 : 0) | (isPaused ? 0x08 : 0)
    }

    private static func agentState(_ server: ServerState) -> Int {
        server.agentRecord.map { state($0.figures, isPaused: false) | 0x10 } ?? 0
    }

    /// Where checks go, if not to the server itself.
    private static func targets(_ server: ServerState) -> [String] {
        let settings = server.settings.check
        let check = server.checkRecord?.target
        let agent = server.agentRecord?.target
        return [
            String(check?.port.map(Int.init) ?? settings.port ?? 0), host(check?.address, settings.address),
            host(agent?.address, settings.agentAddress),
            String(agent?.port.map(Int.init) ?? (server.agentRecord == nil ? 0 : settings.agentPort)),
        ]
    }

    private static func host(_ changed: SocketAddress?, _ configured: Address?) -> String {
        if let changed { return changed.host }
        let address = SocketAddress(configured)
        return address.family == .ipv4 || address.family == .ipv6 ? address.host : "-"
    }
}
