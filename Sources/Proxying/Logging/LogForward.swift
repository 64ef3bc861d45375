import Configuration
import Memory

/// A `log-forward` section (manual, 12.6).
public struct LogForwardSettings: Sendable {
    public var name: String
    public var location: SourceLocation
    /// `guid`
    public var guid: String?
    /// `bind` and `dgram-bind`; the kind of each address tells which.
    public var binds: [BindSettings] = []
    public var logs: [LogLine] = []
    public var maximumConnections = 10
    public var backlog = 0
    public var clientTimeout = Milliseconds.never
    /// `option assume-rfc6587-ntf`: a stream is always cut at line feeds.
    public var assumesLineFeeds = false
    /// False with `option dont-parse-log`.
    public var parsesLines = true
    /// `option host`
    var hostPolicy = ForwardedLine.HostPolicy.fill

    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
    }
}

/// What receives log lines and passes them on, as all loops know it.
public final class LogForward: Sendable {
    public let settings: LogForwardSettings
    public let targets: [LogTarget]
    let sampleCounters: [LogSampleCounter]
    let connections: ConnectionLimit

    init(_ settings: LogForwardSettings, targets: [LogTarget]) {
        self.settings = settings
        self.targets = targets
        sampleCounters = targets.map { _ in LogSampleCounter() }
        connections = ConnectionLimit(settings.maximumConnections)
    }
}

/// One loop's share of a `log-forward` section.
final class LogForwardShare {
    let forward: LogForward
    private let log: ProxyLog
    private unowned(unsafe) let logs: LoopLogs

    init(_ forward: LogForward, _ logs: LoopLogs) {
        self.forward = forward
        self.logs = logs
        log = logs.makeLog(forward.targets, forward.sampleCounters, tag: "")
    }

    /// Passes a line on.
    ///
    /// - Parameter source: the sender's address in text; empty for a unix socket.
    func take(_ line: ByteView, from source: [UInt8]) {
        logs.received &+= 1
        let received = ReceivedLog(line, isParsed: forward.settings.parsesLines)
        log.forward(received, from: source, forward.settings.hostPolicy)
    }
}
