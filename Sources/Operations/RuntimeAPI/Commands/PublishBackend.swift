import Proxying

extension Command {
    /// `publish backend <backend>`
    static let publishBackend = Command(
        "publish backend", arguments: "<backend>", summary: "let rules lead to a backend", level: .operatorLevel
    ) { request in publish(true, request) }

    /// `unpublish backend <backend>`
    static let unpublishBackend = Command(
        "unpublish backend", arguments: "<backend>", summary: "let no rule of another proxy lead to a backend",
        level: .operatorLevel
    ) { request in publish(false, request) }

    private static func publish(_ isPublished: Bool, _ request: CommandRequest) {
        let name = request.argument(0)
        guard !name.isEmpty else { return request.refuse("A backend name is expected.") }
        guard let backend = request.backend(named: name) else { return request.refuse("No such backend.") }
        backend.isPublished = isPublished
        request.api.inquirer.tell { loop in
            loop.applyPublication()
        } then: {
            request.finish()
        }
    }
}
