extension Command {
    /// `enable server <backend>/<server>`
    static let enableServer = Command(
        "enable server", arguments: "(DEPRECATED)",
        summary: "enable a disabled server (use 'set server' instead)", level: .admin
    ) { request in
        guard let (backend, server) = request.server(0) else { return }
        request.change(server, of: backend) { server.leaveMaintenance() }
    }

    /// `disable server <backend>/<server>`
    static let disableServer = Command(
        "disable server", arguments: "(DEPRECATED)",
        summary: "disable a server for maintenance (use 'set server' instead)", level: .admin
    ) { request in
        guard let (backend, server) = request.server(0) else { return }
        request.change(server, of: backend) { server.administer(.maintenance) }
    }
}
