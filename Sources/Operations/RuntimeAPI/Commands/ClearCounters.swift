import Proxying

extension Command {
    /// `clear counters`, `clear counters all`, `clear counters server <backend>/<server> [force]`
    static let clearCounters = Command(
        "clear counters", arguments: "[all|server <bk>/<srv>]",
        summary: "clear max statistics counters (or all counters)", level: .operatorLevel
    ) { request in
        switch request.argument(0) {
        case "all":
            guard request.requires(.admin) else { return }
            for proxy in request.generation.proxies {
                for server in proxy.servers { server.checkRecord?.clearCounters() }
            }
            clear(request) { $0.clearCounters(all: true) }
        case "server":
            guard request.requires(.admin), let (backend, server) = request.server(1) else { return }
            let place = backend.servers.firstIndex { $0 === server } ?? 0
            server.checkRecord?.clearCounters()
            clear(request) { $0.clearCounters(proxy: backend.index, server: place) }
        default: clear(request) { $0.clearCounters(all: false) }
        }
    }

    private static func clear(_ request: CommandRequest, _ action: @escaping @Sendable (LoopContext) -> Void) {
        request.api.inquirer.tell { loop in
            action(loop)
        } then: {
            request.finish()
        }
    }
}
