import EventLoop
import Glibc
import Memory

/// One loop's ways out for log lines: sockets, the clock, and what was dropped. Nothing is opened before it is needed.
final class LoopLogs {
    private unowned(unsafe) let context: LoopContext
    let global: GlobalSettings
    private let rings: [String: LogRing]
    /// By the backend's name.
    private var backends: [String: LogBackendShare] = [:]
    /// By the ring's name, with what they borrow.
    private var debugLogs: [String: (log: ProxyLog, counter: LogSampleCounter)] = [:]
    private var channels: [LogChannel.Target: LogChannel] = [:]
    var clock = LogClock()
    /// Lines that could not be sent.
    private(set) var dropped: UInt64 = 0
    /// Lines that came from elsewhere.
    var received: UInt64 = 0
    private lazy var process = getpid()

    init(_ context: LoopContext, _ generation: Generation, _ backends: [BackendShare?]) {
        self.context = context
        global = generation.global
        rings = generation.rings.reduce(into: [:]) { $0[$1.settings.name] = $1 }
        for case let backend? in backends where backend.mode == .log {
            self.backends[backend.proxy.settings.name] = LogBackendShare(backend, self)
        }
    }

    /// A server of a log backend has another address.
    func moved(_ server: Int, of backend: Proxy) { backends[backend.settings.name]?.moved(server: server) }

    /// What the `log` lines of a proxy want.
    func makeLog(of proxy: Proxy) -> ProxyLog {
        makeLog(proxy.logTargets, proxy.logSampleCounters, tag: proxy.settings.logTag ?? global.logTag)
    }

    /// A log with these targets.
    func makeLog(_ targets: [LogTarget], _ counters: [LogSampleCounter], tag: String) -> ProxyLog {
        makeLog(ContiguousArray(zip(targets, counters)), tag: tag)
    }

    /// What the `debug` converter writes to; nil where there is no such ring. It is looked up by name: that is for debugging only.
    func debugLog(ofRing name: ByteView) -> ProxyLog? {
        let name = String(decoding: name.bytes, as: UTF8.self)
        if let log = debugLogs[name] { return log.log }
        guard let ring = rings[name] else { return nil }
        var target = LogTarget(.ring(name), .kernel, location: ring.settings.location)
        target.maximumLength = ring.settings.maximumLength
        let counter = LogSampleCounter()
        let log = makeLog([target], [counter], tag: "")
        debugLogs[name] = (log, counter)
        return log
    }

    private func makeLog(
        _ targets: ContiguousArray<(LogTarget, LogSampleCounter)>, tag: String, named profile: LogProfile? = nil
    ) -> ProxyLog {
        let outlets = targets.compactMap { target, counter in
            outlet(target, counter, tag: (profile ?? target.profile)?.tag ?? tag)
        }
        return ProxyLog(ContiguousArray(outlets), self)
    }

    /// All targets of a proxy as a profile wants them that a rule has named.
    func makeLog(of proxy: Proxy, named profile: LogProfile) -> ProxyLog {
        makeLog(
            ContiguousArray(zip(proxy.logTargets, proxy.logSampleCounters)),
            tag: proxy.settings.logTag ?? global.logTag, named: profile)
    }

    /// The targets of a proxy by their profiles.
    ///
    /// - Parameter log: of all of them.
    func groups(of proxy: Proxy, _ log: ProxyLog) -> ContiguousArray<AccessLog.Group> {
        guard proxy.logTargets.contains(where: { $0.profile != nil }) else { return [.init(profile: nil, log: log)] }
        var profiles: [LogProfile?] = []
        for target in proxy.logTargets where !profiles.contains(where: { $0 === target.profile }) {
            profiles.append(target.profile)
        }
        let tag = proxy.settings.logTag ?? global.logTag
        return ContiguousArray(
            profiles.map { profile in
                let targets = zip(proxy.logTargets, proxy.logSampleCounters).filter { $0.0.profile === profile }
                return .init(profile: profile, log: makeLog(ContiguousArray(targets), tag: tag))
            })
    }

    private func outlet(_ target: LogTarget, _ counter: LogSampleCounter, tag: String) -> ProxyLog.Outlet? {
        guard let (sink, ring) = sink(of: target.destination) else { return nil }
        let wished = ring?.ownFormat ?? target.format
        let header = SyslogHeader(
            wished ?? (global.logHost == nil ? .local : .rfc3164), target.facility, host: global.logHost, tag: tag,
            process: process)
        return ProxyLog.Outlet(
            header, to: sink, target, maximumLength: min(target.maximumLength, ring?.maximumLength ?? .max),
            counter: counter, wishedFormat: wished)
    }

    private func sink(of destination: LogTarget.Destination) -> (LogSink, LogRingSettings?)? {
        switch destination {
        case .ring(let name): return rings[name].map { (.ring(Unretained($0)), $0.settings) }
        case .backend(let name): return backends[name].map { (.backend(Unretained($0)), nil) }
        case .address(let address):
            guard let target = LogChannel.Target(address) else { return nil }
            let channel = channels[target] ?? LogChannel(target, global.sockets)
            channels[target] = channel
            return (.channel(Unretained(channel)), nil)
        }
    }

    // MARK: Sending

    /// Calls `body` with an empty buffer for one line at a time, nil without memory; it returns how many lines were dropped.
    func withLine(_ length: Int, _ body: (Buffer?) -> Int) {
        let line = isLong(length) ? context.largeBuffers.take() : context.takeBuffer()
        dropped &+= UInt64(truncatingIfNeeded: body(line))
        if let line { context.give(line) }
    }

    /// Whether a line that is so long needs more than a usual buffer, which has room for its end, too.
    func isLong(_ length: Int) -> Bool { length >= context.usualBufferSize }

    /// Sends the line without waiting; false when it is lost.
    ///
    /// - Parameter text: where the text begins in the buffer, behind the header.
    func send(_ line: Buffer, to sink: LogSink, text: Int) -> Bool {
        switch sink {
        case .backend(let backend): return backend { $0.send(line, text: text) }
        case .ring(let ring): return ring { ring in line.withBytes { ring.append($0) } }
        case .channel(let channel):
            line.append(10)
            return channel { $0.send(line, now: context.now) }
        }
    }
}
