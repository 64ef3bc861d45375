extension Command {
    /// `enable server <backend>/<server>`
    static let enableServer = Command(
        "enable server", arguments: "(DEPRECATED)",
        summary: "enable a disabled server (use 'set server' instead)", level: .admin
    ) { request in
        guard let (_, server) = request.server(0) else { return }
        server.leaveMaintenance()
        request.finish()
    }

    /// `disable server <backend>/<server>`
    static let disableServer = Command(
        "disable server", arguments: "(DEPRECATED)",
        summary: "disable a server for maintenance (use 'set server' instead)", level: .admin
    ) { request in
        guard let (_, server) = request.server(0) else { return }
        server.administer(.maintenance)
        request.finish()
    }
}
