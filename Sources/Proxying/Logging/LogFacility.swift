/// What kind of program a log line comes from, one of syslog's 24.
public struct LogFacility: Sendable, Hashable {
    public let number: UInt8

    public static let names = [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "auth2", "ftp", "ntp",
        "audit",
        "alert", "cron2", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ]

    static let kernel = LogFacility(number: 0)
    public static let daemon = LogFacility(number: 3)

    private init(number: UInt8) { self.number = number }

    public init?(name: String) {
        guard let number = LogFacility.names.firstIndex(of: name) else { return nil }
        self.number = UInt8(truncatingIfNeeded: number)
    }

    /// The facility of a received line's priority, which is eight times the facility plus the level.
    init?(priority: Int) {
        guard let number = UInt8(exactly: priority / 8), number < 24 else { return nil }
        self.number = number
    }

    /// What stands between the angle brackets in front of a line.
    func priority(_ level: LogLevel) -> UInt64 { UInt64(number) << 3 | UInt64(level.rawValue) }
}
