import Memory

/// One loop's log of a proxy: what its `log` lines want, ready to be sent.
///
/// ```swift
/// if log.accepts(.information) {
///     // … format the line into a buffer …
///     buffer.withBytes { log.emit(.information, $0) }
/// }
/// ```
///
/// `emit` never waits, takes no lock (but that of a ring) and allocates nothing: what cannot be sent at once is dropped and
/// counted (`DroppedLogs`).
public final class ProxyLog {
    /// One `log` line at work. An object, so that a line is sent without a copy of it.
    final class Outlet {
        let header: SyslogHeader
        let sink: LogSink
        let maximumLength: Int
        let level: LogLevel
        let minimumLevel: LogLevel
        let sampling: LogSampling?
        let counter: Unretained<LogSampleCounter>
        /// The form that the configuration asks for; nil where it says nothing.
        let wishedFormat: SyslogFormat?

        init(
            _ header: SyslogHeader, to sink: LogSink, _ target: LogTarget, maximumLength: Int,
            counter: LogSampleCounter, wishedFormat: SyslogFormat?
        ) {
            self.header = header
            self.sink = sink
            self.maximumLength = maximumLength
            level = target.level
            minimumLevel = target.minimumLevel
            sampling = target.sampling?.copy
            self.counter = Unretained(counter)
            self.wishedFormat = wishedFormat
        }
    }

    private let outlets: ContiguousArray<Outlet>
    private unowned(unsafe) let logs: LoopLogs
    private let leastImportant: LogLevel
    /// Some target shows structured data (`rfc5424`): only then is it worth while to format any.
    public let wantsStructuredData: Bool
    private let needsMicroseconds: Bool
    private let longestLine: Int
    /// Some target takes lines for which a usual buffer has no room.
    let takesLongLines: Bool

    init(_ outlets: ContiguousArray<Outlet>, _ logs: LoopLogs) {
        self.outlets = outlets
        self.logs = logs
        leastImportant = outlets.map(\.level).max() ?? .emergency
        wantsStructuredData = outlets.contains { $0.header.format == .rfc5424 }
        // A forwarded line may have any form where none is asked for.
        needsMicroseconds = outlets.contains { $0.wishedFormat?.hasISODate == true }
        longestLine = outlets.map(\.maximumLength).max() ?? 0
        takesLongLines = logs.isLong(longestLine)
    }

    /// Nothing is logged.
    public var isEmpty: Bool { outlets.isEmpty }

    /// Whether some target takes lines of this level: otherwise none need be formatted.
    public func accepts(_ level: LogLevel) -> Bool { !outlets.isEmpty && level <= leastImportant }

    /// Sends a line to every target that wants its level.
    ///
    /// - Parameter message: the text, without header and without end of line. What exceeds a target's length is cut.
    /// - Parameter structuredData: for `rfc5424`, brackets included; nothing is shown as `-`.
    public func emit(_ level: LogLevel, _ message: Span<UInt8>, structuredData: ByteView = .empty) {
        write(level, message) { outlet, level, line in
            outlet.header.append(to: line, level, logs.clock, structuredData)
        }
    }

    /// Sends a line that came from elsewhere, in the form that each target wants.
    func forward(_ received: ReceivedLog, from source: [UInt8], _ hostPolicy: ForwardedLine.HostPolicy) {
        let forwarded = ForwardedLine(received: received, hostPolicy: hostPolicy, source: source)
        received.text.withSpan { text in
            write(received.level, text) { outlet, level, line in
                forwarded.append(to: line, outlet.wishedFormat, outlet.header.facility, level, logs.clock)
            }
        }
    }

    /// Sends a line to every target that wants its level; `header` writes what stands in front of the text.
    @inline(__always)
    private func write(_ level: LogLevel, _ message: Span<UInt8>, _ header: (Outlet, LogLevel, Buffer) -> Void) {
        guard accepts(level) else { return }
        logs.withLine(longestLine) { line in
            guard let line else { return outlets.count }
            logs.clock.update(precisely: needsMicroseconds)
            var dropped = 0
            for position in outlets.indices {
                // bounded: the indices are the list's own
                let isSent = Unretained(outlets[position])({ outlet in
                    guard level <= outlet.level else { return true }
                    if let sampling = outlet.sampling, !sampling.includes(outlet.counter { $0.next() }) { return true }
                    line.reset()
                    header(outlet, max(level, outlet.minimumLevel), line)
                    line.truncate(at: line.start + outlet.maximumLength)
                    let text = line.end
                    let room = min(message.count, outlet.maximumLength - line.count)
                    line.append(message.extracting(first: max(0, room)))
                    return logs.send(line, to: outlet.sink, text: text)
                })
                if !isSent { dropped += 1 }
            }
            return dropped
        }
    }

    /// For text that is not on a request's way: administrative events.
    public func emit(_ level: LogLevel, text: String) {
        let bytes = Array(text.utf8)
        emit(level, bytes.span)
    }
}
