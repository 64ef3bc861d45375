import Proxying

extension Command {
    /// `set maxconn frontend <frontend> <value>`
    static let setMaxconnFrontend = Command(
        "set maxconn frontend", arguments: "<frontend> <value>", summary: "change a frontend's maxconn setting",
        level: .admin
    ) { request in
        guard let proxy = request.frontend(0) else { return }
        guard !request.argument(1).isEmpty else { return request.refuse("Integer value expected.") }
        guard let value = Int(request.argument(1)), value >= 0 else { return request.refuse("Value out of range.") }
        proxy.connections.limit = value
        resume(request)
    }

    /// `set maxconn global <value>`: 0 restores the initial value.
    static let setMaxconnGlobal = Command(
        "set maxconn global", arguments: "<value>", summary: "change the per-process maxconn setting", level: .admin
    ) { request in
        guard !request.argument(0).isEmpty else { return request.refuse("Expects an integer value.") }
        let initial = request.generation.global.maximumConnections
        guard let value = Int(request.argument(0)), (0...max(initial, 0)).contains(value) else {
            return request.refuse("Value out of range.")
        }
        request.generation.connections.limit = value == 0 ? initial : value
        resume(request)
    }

    /// `set maxconn server <backend>/<server> <value>`
    static let setMaxconnServer = Command(
        "set maxconn server", arguments: "<bk>/<srv>", summary: "change a server's maxconn setting", level: .admin
    ) { request in
        guard let (backend, server) = request.server(0) else { return }
        let text = request.argument(1)
        guard !text.isEmpty else { return request.refuse("Require <maxconn>.") }
        guard let value = Int(text) else {
            let startsWell = text.first.map { $0.isASCIIDigit } ?? false
            return request.report(
                .error,
                startsWell ? "Trailing garbage in maxconn string\n" : "maxconn string empty or preceded by garbage")
        }
        guard value >= 0 else { return request.refuse("Maxconn must be positive.") }
        server.slot.limit = value
        backend.serveQueue(with: server)
        request.finish()
    }

    /// Listeners that wait at a limit look at it again.
    private static func resume(_ request: CommandRequest) {
        request.api.inquirer.tell { loop in
            loop.resumeListeners()
        } then: {
            request.finish()
        }
    }
}
