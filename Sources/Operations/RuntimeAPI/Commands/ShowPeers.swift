import Proxying

extension Command {
    /// `show peers [dict|-] [<section>]` (management guide, 9.3).
    static let showPeers = Command(
        "show peers", arguments: "[<section>]", summary: "dump some information about all the peers or this peers section"
    ) { request in
        var name = request.argument(0)
        if name == "dict" || name == "-" { name = request.argument(1) }
        let sections = request.generation.peers.filter { name.isEmpty || $0.settings.name == name }
        guard !sections.isEmpty || name.isEmpty else { return request.refuse("No such peers") }
        request.answer(request.context.peerReport(of: sections.map(\.settings.name)))
    }
}
