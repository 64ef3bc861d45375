import Configuration
import Memory

/// A `ring` section (manual, 12.5), or what a stream address in a `log` line implies.
public struct LogRingSettings: Sendable {
    public var name: String
    public var location: SourceLocation
    public var description: String
    public var format: SyslogFormat?
    /// The longest line, its header included.
    public var maximumLength = LogTarget.usualLength
    /// Bytes kept; 0 is the size of a buffer.
    public var size = 0
    public var connectTimeout = Milliseconds.never
    public var serverTimeout = Milliseconds.never
    public var servers: [ServerSettings] = []
    /// Made for a stream address of a `log` line.
    public var isImplied = false

    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
        description = name
    }
}

/// `log-proto`: how a stream of lines is cut (RFC 6587).
public enum LogFraming: Sendable, Hashable {
    /// A line feed behind each.
    case legacy
    /// The length in front of each.
    case octetCount
}
