import Proxying

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

    /// What stands in front of an answer.
    func prefix(_ output: SeverityOutput) -> String {
        switch output {
        case .none: ""
        case .number: "[\(rawValue)]: "
        case .string: "[\(name)]: "
        }
    }
}
