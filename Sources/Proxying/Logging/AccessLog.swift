import HTTP
import Memory
import Samples
import Transport

/// One loop's log of a frontend's streams: formats lines and hands them to the frontend's targets.
final class AccessLog {
    /// Targets that a profile makes alike.
    struct Group {
        let profile: LogProfile?
        let log: ProxyLog
    }

    /// A group, to be followed without counting; `groups` and `named` own what it points to.
    private struct Reference: BitwiseCopyable {
        let profile: Unmanaged<LogProfile>?
        let log: Unmanaged<ProxyLog>

        init(_ group: Group) {
            profile = group.profile.map { .passUnretained($0) }
            log = .passUnretained(group.log)
        }

        /// What the profile says of a line; nil without one.
        @inline(__always)
        func step(_ origin: LogOrigin) -> LogProfile.Step? {
            profile?._withUnsafeGuaranteedRef { $0.step(origin) }
        }
    }

    private let groups: ContiguousArray<Group>
    private let references: ConstantArray<Reference>
    /// All targets as a profile wants them that a rule has named; made when such a rule first runs.
    private var named: ContiguousArray<Group> = []
    private unowned(unsafe) let logs: LoopLogs
    private let proxy: Proxy
    private let settings: AccessLogSettings
    private let isHTTP: Bool
    /// Streams are told of when they end, or earlier; without a format, when they begin.
    let tellsEnds: Bool
    /// The steps at which lines are written while the stream is not over: those of `log-steps`, or that of `option logasap`.
    private let earlySteps: LogSteps
    /// A stream is told of once, by what happens first.
    private let tellsOnce: Bool

    /// Nil where nothing is logged.
    init?(of proxy: Proxy, _ log: ProxyLog, _ logs: LoopLogs) {
        guard !log.isEmpty else { return nil }
        groups = logs.groups(of: proxy, log)
        references = ConstantArray(groups.map { Reference($0) })
        self.logs = logs
        self.proxy = proxy
        settings = proxy.settings.accessLog
        isHTTP = proxy.settings.mode == .http
        let steps = settings.steps
        tellsOnce = steps.isEmpty
        let hasFormat = settings.format != nil || groups.contains { $0.profile?.step(.close)?.format != nil }
        if steps.isEmpty {
            let early = LogSteps(isHTTP ? .response : .connect)
            earlySteps = settings.options.contains(.early) && hasFormat ? early : []
            tellsEnds = hasFormat
        } else {
            earlySteps = steps.subtracting(LogSteps(.close))
            tellsEnds = steps.contains(LogSteps(.close))
        }
    }

    // MARK: Streams

    /// Tells of a stream that is not over, where that is asked for.
    @inline(__always)
    func tell(of stream: Stream, early origin: LogOrigin) {
        guard earlySteps.contains(LogSteps(origin)), !stream.state.contains(.logged) else { return }
        if tellsOnce { stream.state.insert(.logged) }
        tell(of: stream, at: origin)
    }

    /// Tells of a stream that has ended, or of what is known of it so far.
    func tell(of stream: Stream, at origin: LogOrigin) {
        let isNormal = stream.isNormal
        if isNormal, settings.options.contains(.ignoresNormal) { return }
        if settings.options.contains(.ignoresEmpty), stream.bytes.requestIn == 0, !isHTTP { return }
        let usual: LogLevel = !isNormal && settings.options.contains(.raisesErrors) ? .error : .information
        guard let level = stream.logLevel(or: usual) else { return }
        let evaluation = stream.context.evaluation
        evaluation.turn(to: stream, request: nil, response: nil)
        emit(settings.format, level, evaluation, at: origin)
    }

    /// Tells what a rule wants to be told, whose stream or session the evaluation looks at.
    func tell(_ evaluation: StreamEvaluation, at origin: LogOrigin, _ profile: LogProfile?) {
        let level = evaluation.withStream { .some($0.logLevel(or: .information)) } ?? .information
        guard let level else { return }
        guard let profile else { return emit(settings.format, level, evaluation, at: origin) }
        let group = named.first { $0.profile === profile } ?? name(profile)
        emit(settings.format, level, evaluation, at: origin, Reference(group))
    }

    private func name(_ profile: LogProfile) -> Group {
        let group = Group(profile: profile, log: logs.makeLog(of: proxy, named: profile))
        named.append(group)
        return group
    }

    // MARK: Sessions

    /// Tells of a connection that is there, where no format is set.
    func tellBeginning(of session: Session, on connection: Connection) {
        guard settings.format == nil, tellsOnce else { return }
        for group in groups where group.log.accepts(.information) {
            let step = group.profile?.step(.accept)
            if step?.isDropped == true || group.profile?.step(.close)?.format != nil { continue }
            guard let out = session.context.takeBuffer() else { return }
            let isWritten = session.writeBeginning(on: connection, into: out)
            if isWritten { out.withBytes { group.log.emit(.information, $0) } }
            session.context.give(out)
        }
    }

    /// Tells of a client that never sent a whole request.
    ///
    /// - Parameter hasData: something came from the client.
    func tell(of failure: SessionFailure, _ session: Session, on connection: Connection, hasData: Bool) {
        guard hasData || !settings.options.contains(.ignoresEmpty) else { return }
        guard settings.format != nil || settings.errorFormat != nil || groups.contains(where: { $0.profile != nil })
        else { return }
        let level: LogLevel = settings.options.contains(.raisesErrors) ? .error : .information
        let evaluation = session.context.evaluation
        evaluation.turn(to: session, on: connection, failed: failure)
        if failure.error == .none {
            emit(settings.errorFormat ?? settings.format, level, evaluation, at: .sessionError)
        } else {
            emit(settings.errorFormat, level, evaluation, at: .sessionKilled)
        }
    }

    // MARK: Lines

    private func emit(
        _ format: LogFormat?, _ level: LogLevel, _ evaluation: StreamEvaluation, at origin: LogOrigin
    ) {
        let references = references.view
        var position = 0
        while let reference = references.at(position) {
            emit(format, level, evaluation, at: origin, reference)
            position &+= 1
        }
    }

    private func emit(
        _ format: LogFormat?, _ level: LogLevel, _ evaluation: StreamEvaluation, at origin: LogOrigin,
        _ reference: Reference
    ) {
        let log = Unretained(reference.log)
        guard log({ $0.accepts(level) }) else { return }
        let step = reference.step(origin)
        guard step?.isDropped != true else { return }
        let format = step?.format ?? format
        let context = Unretained(evaluation.context)
        guard format != nil || origin == .sessionKilled else { return }
        let isLong = log { $0.takesLongLines }
        guard let line = context({ isLong ? $0.largeBuffers.take() : $0.takeBuffer() }) else { return }
        defer { context { $0.give(line) } }
        // With `option logasap` every line has the sign of those that are written early (manual, 8.2.3).
        evaluation.isEarly =
            settings.options.contains(.early)
            || origin != .close && origin != .sessionError && origin != .sessionKilled
        evaluation.logOrigin = origin
        defer {
            evaluation.isEarly = false
            evaluation.logOrigin = .unspecified
        }
        // What has no room is cut, as targets cut it anyway.
        if let format {
            _ = format.write(evaluation, for: .log, into: line)
        } else {
            evaluation.writeFailure(into: line)
        }
        var data = ByteView.empty
        if log({ $0.wantsStructuredData }) {
            data = (step?.structuredData ?? settings.structuredData)?.evaluate(evaluation, for: .log) ?? .empty
        }
        log { log in line.withBytes { log.emit(level, $0, structuredData: data) } }
    }
}
