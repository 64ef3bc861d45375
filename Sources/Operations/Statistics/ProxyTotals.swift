import Memory
import Proxying

/// One proxy's counts on every loop, to be added up.
struct ProxyTotals {
    /// With the clock of the loop.
    typealias Counted<Counters> = (counters: Counters, now: Milliseconds)

    private(set) var frontends: [Counted<FrontendCounters>] = []
    private(set) var backends: [Counted<BackendCounters>] = []
    private(set) var listeners: [[ListenerReport]] = []
    /// By the index of the server, those of the loops that used it.
    private(set) var servers: [Int: [Counted<ServerReport>]] = [:]

    init(_ reports: [LoopReport], proxy: Int) {
        for report in reports where proxy < report.proxies.count {
            let part = report.proxies[proxy]
            if let counters = part.frontend { frontends.append((counters, report.now)) }
            if let counters = part.backend { backends.append((counters, report.now)) }
            listeners.append(part.listeners)
            for server in part.servers { servers[server.index, default: []].append((server, report.now)) }
        }
    }

    func server(_ index: Int) -> [Counted<ServerReport>] { servers[index] ?? [] }
    var allServers: [Counted<ServerReport>] { servers.values.flatMap { $0 } }
}

extension Array {
    /// Adds up one of the counts.
    func total<Counters>(_ count: (Counters) -> UInt64) -> UInt64 where Element == ProxyTotals.Counted<Counters> {
        reduce(0) { $0 &+ count($1.counters) }
    }

    /// Adds up a number of what is there now.
    func gauge<Counters>(_ count: (Counters) -> Int) -> Int where Element == ProxyTotals.Counted<Counters> {
        reduce(0) { $0 &+ count($1.counters) }
    }

    /// Adds up rates: events in the last second, and at most in a second.
    func rate<Counters>(_ counter: (Counters) -> RateCounter) -> (now: Int, maximum: Int)
    where Element == ProxyTotals.Counted<Counters> {
        reduce((0, 0)) { sum, loop in
            let counter = counter(loop.counters)
            return (sum.0 + counter.rate(loop.now), sum.1 + Int(counter.maximum))
        }
    }

    /// Seconds since the last event on any loop, -1 when there was none.
    func secondsSince<Counters>(_ event: (Counters) -> Milliseconds?) -> Int
    where Element == ProxyTotals.Counted<Counters> {
        let ages = compactMap { loop in event(loop.counters).map { (loop.now - $0).rawValue / 1000 } }
        return ages.min().map { Int(Swift.max(0, $0)) } ?? -1
    }

    func statuses<Counters>(_ part: (Counters) -> StatusCounters) -> StatusCounters
    where Element == ProxyTotals.Counted<Counters> {
        reduce(into: StatusCounters()) { sum, loop in sum.add(part(loop.counters)) }
    }
}

extension Array where Element == ProxyTotals.Counted<ServerReport> {
    var times: TimeAverages { reduce(into: TimeAverages()) { $0.add($1.counters.counters.times) } }
}

extension StatisticsRow {
    mutating func set(_ statuses: StatusCounters) {
        self[.informational] = .long(statuses.informational)
        self[.successful] = .long(statuses.successful)
        self[.redirecting] = .long(statuses.redirecting)
        self[.clientErrors] = .long(statuses.clientErrors)
        self[.serverErrors] = .long(statuses.serverErrors)
        self[.otherResponses] = .long(statuses.other)
    }

    mutating func set(_ times: TimeAverages) {
        self[.queueTime] = .unsigned(Int(clamping: times.queue.average))
        self[.connectTime] = .unsigned(Int(clamping: times.connect.average))
        self[.responseTime] = .unsigned(Int(clamping: times.response.average))
        self[.totalTime] = .unsigned(Int(clamping: times.total.average))
        self[.maximumQueueTime] = .unsigned(Int(clamping: times.queue.maximum))
        self[.maximumConnectTime] = .unsigned(Int(clamping: times.connect.maximum))
        self[.maximumResponseTime] = .unsigned(Int(clamping: times.response.maximum))
        self[.maximumTotalTime] = .unsigned(Int(clamping: times.total.maximum))
    }
}
