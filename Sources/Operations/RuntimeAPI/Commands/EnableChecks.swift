extension Command {
    /// `enable health <backend>/<server>`: servers have no checks yet.
    static let enableHealth = Command("enable health", summary: "enable health checks", level: .admin) { request in
        guard request.server(0) != nil else { return }
        request.refuse("Health check was not configured on this server, cannot enable.")
    }

    static let disableHealth = Command("disable health", summary: "disable health checks", level: .admin) { request in
        guard request.server(0) != nil else { return }
        request.finish()
    }

    static let enableAgent = Command("enable agent", summary: "enable agent checks", level: .admin) { request in
        guard request.server(0) != nil else { return }
        request.refuse("Agent was not configured on this server, cannot enable.")
    }

    static let disableAgent = Command("disable agent", summary: "disable agent checks", level: .admin) { request in
        guard request.server(0) != nil else { return }
        request.finish()
    }
}
