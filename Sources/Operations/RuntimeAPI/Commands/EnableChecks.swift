import Proxying

/// Turning checks of servers on and off. One that is under way ends without counting.
extension Command {
    /// `enable health <backend>/<server>`
    static let enableHealth = Command("enable health", summary: "enable health checks", level: .admin) { request in
        turn(request, on: true, \.checkRecord, "Health check was not configured on this server, cannot enable.")
    }

    static let disableHealth = Command("disable health", summary: "disable health checks", level: .admin) { request in
        turn(request, on: false, \.checkRecord)
    }

    static let enableAgent = Command("enable agent", summary: "enable agent checks", level: .admin) { request in
        turn(request, on: true, \.agentRecord, "Agent was not configured on this server, cannot enable.")
    }

    static let disableAgent = Command("disable agent", summary: "disable agent checks", level: .admin) { request in
        turn(request, on: false, \.agentRecord)
    }

    private static func turn(
        _ request: CommandRequest, on isOn: Bool, _ record: KeyPath<ServerState, CheckRecord?>, _ problem: String? = nil
    ) {
        guard let (_, server) = request.server(0) else { return }
        guard let record = server[keyPath: record] else {
            if let problem { request.refuse(problem) } else { request.finish() }
            return
        }
        record.isEnabled = isOn
        request.finish()
    }
}
