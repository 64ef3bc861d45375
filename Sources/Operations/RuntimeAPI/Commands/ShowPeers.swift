import Proxying

extension Command {
    /// `show peers [dict|-] [<section>]` (management guide, 9.3).
    static let showPeers = Command(
        "show peers", arguments: "[dict|-] [section]",
        summary: "dump some information about all the peers or this peers section"
    ) { request in
        let isMarked = ["dict", "-"].contains(request.argument(0))
        let name = request.argument(isMarked ? 1 : 0)
        guard name.isEmpty || request.generation.peers.contains(where: { $0.settings.name == name }) else {
            return request.refuse("No such peers")
        }
        request.answer(
            request.api.context.peerReport(of: name.isEmpty ? nil : name, withTexts: request.argument(0) == "dict") {
                String(CalendarTime($0).text.prefix { $0 != "." })
            })
    }
}
