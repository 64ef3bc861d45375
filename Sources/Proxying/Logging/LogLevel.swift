/// How important a log line is (manual, 4.2: `log`); lower is more important.
public enum LogLevel: UInt8, Sendable, Comparable, CaseIterable {
    case emergency, alert, critical, error, warning, notice, information, debug

    /// The word of configurations.
    public var name: String {
        switch self {
        case .emergency: "emerg"
        case .alert: "alert"
        case .critical: "crit"
        case .error: "err"
        case .warning: "warning"
        case .notice: "notice"
        case .information: "info"
        case .debug: "debug"
        }
    }

    public init?(name: String) {
        guard let level = LogLevel.allCases.first(where: { $0.name == name }) else { return nil }
        self = level
    }

    @inlinable public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}
