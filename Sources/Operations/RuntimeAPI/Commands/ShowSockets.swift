extension Command {
    /// `show cli sockets`
    static let showSockets = Command("show cli sockets", summary: "dump list of cli sockets") { request in
        request.answer(
            .rows(head: "# socket lvl processes\n", request.api.sockets) { socket in
                let address = socket.address
                let isPath = address.family == .unix && !address.text.hasPrefix("unix@")
                return "\(isPath ? "unix@" : "")\(address.text) \(socket.level.name) all\n"
            })
    }
}
