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

    /// The form of every line, whatever `log` lines say; nil for a ring that one of them implies.
    var ownFormat: SyslogFormat? { isImplied ? nil : format ?? .raw }

    /// The ring that is always there; like any other, it takes memory with its first line.
    static var builtIn: LogRingSettings {
        var ring = LogRingSettings(name: "buf0", location: SourceLocation(file: "", line: 0))
        ring.description = "in-memory ring buffer"
        ring.format = .timed
        ring.maximumLength = 65535
        ring.size = 1 << 20
        return ring
    }
}

/// How a stream of lines is cut (RFC 6587; `log-proto`).
public enum LogFraming: Sendable, Hashable {
    /// A byte behind each line, usually a line feed.
    case delimiter(UInt8)
    /// The length in front of each.
    case octetCount

    /// `log-proto legacy`
    public static let legacy = LogFraming.delimiter(10)

    /// The most that a line of up to 64 kB becomes longer by: five digits and a space, or a byte.
    var longestAddition: Int { 6 }
}
