/// How serious an answer is, for clients that ask to see it with `set severity-output`.
enum Severity: Int, Sendable {
    case error = 3
    case warning
    case notice
    case information

    var name: String {
        switch self {
        case .error: "err"
        case .warning: "warning"
        case .notice: "notice"
        case .information: "info"
        }
    }

    /// `set severity-output`
    enum Output: String, Sendable { case none, number, string }

    /// What stands in front of an answer.
    func prefix(_ output: Output) -> String {
        switch output {
        case .none: ""
        case .number: "[\(rawValue)]: "
        case .string: "[\(name)]: "
        }
    }
}
