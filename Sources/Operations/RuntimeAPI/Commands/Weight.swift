extension Command {
    /// `get weight <backend>/<server>`
    static let getWeight = Command("get weight", arguments: "<bk>/<srv>", summary: "report a server's current weight") {
        request in
        guard let (_, server) = request.server(0) else { return }
        request.answer("\(server.slot.weight) (initial \(server.slot.configuredWeight))\n")
    }

    /// `set weight <backend>/<server> <weight>[%]`
    static let setWeight = Command(
        "set weight", arguments: "<bk>/<srv>  (DEPRECATED)",
        summary: "change a server's weight (use 'set server' instead)", level: .admin
    ) { request in
        guard let (backend, server) = request.server(0) else { return }
        WeightChange.apply(request.argument(1), to: server, of: backend, request)
    }
}
