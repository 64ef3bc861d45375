import EventLoop
import Memory

extension Command {
    /// `show errors [<iid>|<proxy>] [request|response]`: malformed messages are not kept yet, so there is none to show.
    static let showErrors = Command(
        "show errors", arguments: "[<px>] [request|response]",
        summary: "report last request and/or response errors for each proxy", level: .operatorLevel
    ) { request in
        let name = request.argument(0)
        if !name.isEmpty, Int(name) == nil, !request.generation.proxies.contains(where: { $0.settings.name == name }) {
            return request.refuse("No such proxy.")
        }
        request.answer("Total events captured on [\(CalendarTime.now.text)] : 0\n")
    }
}
