/// What stands in front of a log line's text (manual, 4.2: `log … format`).
public enum SyslogFormat: String, Sendable, CaseIterable {
    /// RFC 3164 without the host's name.
    case local
    case rfc3164
    case rfc5424
    /// Level and facility between angle brackets.
    case priority
    /// The level between angle brackets, as systemd reads it.
    case short
    /// `short` with a date.
    case timed
    /// Only a date.
    case iso
    /// Nothing.
    case raw

    /// Whether the date is that of ISO 8601, with microseconds.
    var hasISODate: Bool { self == .rfc5424 || self == .timed || self == .iso }

    /// Whether the facility is shown.
    var hasFacility: Bool {
        switch self {
        case .local, .rfc3164, .rfc5424, .priority: true
        case .short, .timed, .iso, .raw: false
        }
    }
}
