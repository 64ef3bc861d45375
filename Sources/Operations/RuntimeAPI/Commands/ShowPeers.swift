import Proxying

extension Command {
    /// `show peers [<section>]` (management guide, 9.3).
    static let showPeers = Command(
        "show peers", arguments: "[<section>]",
        summary: "dump some information about all the peers or this peers section"
    ) { request in
        var name = request.argument(0)
        if name == "dict" || name == "-" { name = request.argument(1) }
        guard name.isEmpty || request.generation.peers.contains(where: { $0.settings.name == name }) else {
            return request.refuse("No such peers")
        }
        request.answer(request.api.context.peerReport(of: name.isEmpty ? nil : name))
    }
}
