import HTTP
import Memory
import Samples
import Transport

/// One loop's log of a frontend's streams: formats lines and hands them to the frontend's targets.
final class AccessLog {
    private let log: ProxyLog
    private let settings: AccessLogSettings
    private let isHTTP: Bool
    /// Streams are told of when they end, or earlier; without a format, when they begin.
    let tellsEnds: Bool
    /// `option logasap`
    let isEarly: Bool

    /// Nil where nothing is logged.
    init?(_ log: ProxyLog, _ settings: ProxySettings) {
        guard !log.isEmpty else { return nil }
        self.log = log
        self.settings = settings.accessLog
        isHTTP = settings.mode == .http
        tellsEnds = settings.accessLog.format != nil
        isEarly = settings.accessLog.options.contains(.early)
    }

    /// Tells of a stream that has ended, or of what is known of it so far.
    func tell(of stream: Stream, at origin: LogOrigin) {
        guard let format = settings.format else { return }
        let isNormal = stream.isNormal
        if isNormal, settings.options.contains(.ignoresNormal) { return }
        if settings.options.contains(.ignoresEmpty), stream.bytes.requestIn == 0, !isHTTP { return }
        let level: LogLevel = !isNormal && settings.options.contains(.raisesErrors) ? .error : .information
        guard log.accepts(level) else { return }
        let evaluation = stream.context.evaluation
        evaluation.turn(to: stream, request: nil, response: nil)
        evaluation.isEarly = origin != .close
        evaluation.logOrigin = origin
        emit(format, level, evaluation)
        evaluation.isEarly = false
        evaluation.logOrigin = .unspecified
    }

    /// Tells of a connection that is there, where no format is set.
    func tellBeginning(of session: Session, on connection: Connection) {
        guard !tellsEnds, log.accepts(.information), let out = session.context.takeBuffer() else { return }
        defer { session.context.give(out) }
        let source = session.source
        let destination = session.destination(of: connection)
        let name = session.frontend.proxy.settings.name
        guard out.append("Connect from "), out.append(host: source), out.append(58),
            out.append(decimal: UInt64(source.port)), out.append(" to "), out.append(host: destination),
            out.append(58), out.append(decimal: UInt64(destination.port)), out.append(" ("), out.append(text: name),
            out.append(isHTTP ? "/HTTP)" : "/TCP)")
        else { return }
        out.withBytes { log.emit(.information, $0) }
    }

    /// Tells of a client that never sent a whole request.
    func tell(of failure: SessionFailure, _ session: Session, on connection: Connection, hasData: Bool) {
        guard let format = settings.format, hasData || !settings.options.contains(.ignoresEmpty) else { return }
        let level: LogLevel = settings.options.contains(.raisesErrors) ? .error : .information
        guard log.accepts(level) else { return }
        let evaluation = session.context.evaluation
        evaluation.turn(to: session, on: connection, failed: failure)
        evaluation.logOrigin = .sessionError
        emit(format, level, evaluation)
        evaluation.logOrigin = .unspecified
    }

    private func emit(_ format: LogFormat, _ level: LogLevel, _ evaluation: StreamEvaluation) {
        guard let line = evaluation.context.takeBuffer() else { return }
        defer { evaluation.context.give(line) }
        // What has no room is cut, as targets cut it anyway.
        _ = format.write(evaluation, for: .log, into: line)
        guard log.wantsStructuredData, let data = settings.structuredData?.evaluate(evaluation, for: .log) else {
            return line.withBytes { log.emit(level, $0) }
        }
        line.withBytes { log.emit(level, $0, structuredData: data) }
    }
}

extension Stream {
    /// Nothing went wrong: no error, no time-out, no retry, no status of the server's errors (manual, 8.3.3 and 8.3.4).
    fileprivate var isNormal: Bool {
        let isExpected = termination.cause == .none || termination.cause == .local
        return isExpected && retries == 0 && !state.contains(.redispatched) && status < 500
    }

    /// Tells the log of the stream before it is over, where that is asked for.
    func tellEarly(at origin: LogOrigin) {
        guard let log = session.frontend.accessLog, log.isEarly, !state.contains(.logged) else { return }
        state.insert(.logged)
        log.tell(of: self, at: origin)
    }

    /// Tells the log of the stream at its end.
    func tellEnd() {
        guard let log = session.frontend.accessLog, log.tellsEnds, !state.contains(.logged) else { return }
        state.insert(.logged)
        log.tell(of: self, at: .close)
    }
}
