import Configuration

/// One `log` line: where lines go, in which form, and which of them.
public struct LogTarget: Sendable {
    public enum Destination: Sendable, Hashable {
        /// A datagram, or what the inherited descriptor takes.
        case address(Address)
        /// `ring@<name>`, or the ring that a stream address implies.
        case ring(String)
        /// `backend@<name>`: one of the servers of a log backend.
        case backend(String)
    }

    public var destination: Destination
    /// Nil where nothing is said: `rfc3164` with `log-send-hostname`, else `local`. Rings have a format of their own.
    public var format: SyslogFormat?
    /// The longest line, its header included.
    public var maximumLength = LogTarget.usualLength
    public var sampling: LogSampling?
    public var facility: LogFacility
    /// Less important lines are left out.
    public var level = LogLevel.debug
    /// More important lines are shown as important as this.
    public var minimumLevel = LogLevel.emergency
    /// `profile`: the section's name.
    public var profileName: Word?
    /// What lines say, where it is not what the proxy says; set once all sections are read.
    public var profile: LogProfile?
    public var location: SourceLocation

    public static let usualLength = 1024

    public init(_ destination: Destination, _ facility: LogFacility, location: SourceLocation) {
        self.destination = destination
        self.facility = facility
        self.location = location
    }
}

/// A proxy's `log` lines in order.
public enum LogLine: Sendable {
    /// `log global`: what the `log` lines of the `global` sections say.
    case global
    case target(LogTarget)
}
