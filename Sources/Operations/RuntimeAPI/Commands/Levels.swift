import Proxying

extension Command {
    /// `operator`: lowers the level of this connection.
    static let lowerToOperator = Command(
        "operator", summary: "lower the level of the current CLI session to operator", level: .operatorLevel
    ) { request in lower(request, to: .operatorLevel) }

    /// `user`
    static let lowerToUser = Command("user", summary: "lower the level of the current CLI session to user") { request in
        lower(request, to: .user)
    }

    private static func lower(_ request: CommandRequest, to level: AccessLevel) {
        request.session?.level = level
        request.session?.isExpert = false
        request.session?.isExperimental = false
        request.finish()
    }

    /// `show cli level`
    static let showLevel = Command("show cli level", summary: "display the level of the current CLI session") {
        request in
        request.answer((request.session?.level.name ?? "") + "\n")
    }
}

extension AccessLevel {
    var name: String {
        switch self {
        case .user: "user"
        case .operatorLevel: "operator"
        case .admin: "admin"
        }
    }
}
