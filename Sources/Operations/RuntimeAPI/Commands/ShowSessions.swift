import Memory
import Proxying

extension Command {
    /// `show sess [<id>|all|help] [backend <b>] [frontend <f>] [older <age>] [server <b/s>] [susp] [show-uri]`
    static let showSessions = Command(
        "show sess", arguments: "[<id>|all|help] [<options>*]",
        summary: "report the list of current sessions or dump this exact session", level: .operatorLevel
    ) { request in
        guard request.argument(0) != "help" else { return request.answer(StreamSelection.usage) }
        guard let selection = StreamSelection(request) else { return }
        request.api.inquirer.ask({ $0.streamReports }) { loops in
            let streams = loops.enumerated().flatMap { loop, reports in reports.map { (loop, $0) } }
            let shown = streams.filter { selection.includes($0.1) }
            if selection.identifier != nil, shown.isEmpty { return request.refuse("Session not found.") }
            let generation = request.generation
            request.answer(
                .rows(shown) { loop, stream in
                    selection.isExtended
                        ? StreamLine.details(stream, loop: loop, generation) : StreamLine.text(stream, loop: loop)
                })
        }
    }

    /// `shutdown session <id>`
    static let shutdownSession = Command(
        "shutdown session", arguments: "[id]", summary: "kill a specific session", level: .admin
    ) { request in
        guard let identifier = StreamSelection.identifier(request.argument(0)) else {
            return request.refuse("Session pointer expected (use 'show sess').")
        }
        request.api.inquirer.ask({ loop in loop.endStreams { $0.identifier == identifier } }) { ended in
            if ended.reduce(0, +) == 0 { return request.refuse("No such session (use 'show sess').") }
            request.finish()
        }
    }

    /// `shutdown sessions server <backend>/<server>`
    static let shutdownSessions = Command(
        "shutdown sessions server", arguments: "<bk>/<srv>", summary: "kill sessions on a server", level: .admin
    ) { request in
        guard let (backend, server) = request.server(0) else { return }
        let (proxy, place) = (backend.index, backend.servers.firstIndex { $0 === server })
        request.api.inquirer.ask({ loop in loop.endStreams { $0.backend == proxy && $0.server == place } }) { _ in
            request.finish()
        }
    }
}
