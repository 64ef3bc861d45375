import EventLoop
import Memory

/// What one loop counted for a server it has used.
public struct ServerReport: Sendable {
    /// Of the server in its backend.
    public let index: Int
    public var counters: ServerCounters
    /// Open connections, idle ones included.
    public var connections: Int
    public var idle: Int
}

/// What one loop counted for a proxy; a side the proxy lacks has no counters.
public struct ProxyReport: Sendable {
    public var frontend: FrontendCounters?
    public var backend: BackendCounters?
    /// Those that had traffic on this loop.
    public var servers: [ServerReport] = []
    /// By the name of the bind line, with `option socket-stats`.
    public var listeners: [ListenerReport] = []
}

/// What one loop counted for one listening socket.
public struct ListenerReport: Sendable {
    public let settings: BindSettings
    public let isListening: Bool
    public let counters: ListenerCounters
}

/// The counts of one loop, copied between two of its turns.
public struct LoopReport: Sendable {
    public let loop: Int
    /// The loop's clock, to which ages and rates refer.
    public let now: Milliseconds
    public let figures: LoopFigures
    /// Registered sources: listeners, connections, timers.
    public let sources: Int
    /// Of those, what is called at the end of the turn.
    public let deferred: Int
    /// Percent of the last second spent waiting.
    public let idlePercent: Int
    /// Bytes sent in the last second.
    public let bytesRate: UInt64
    public let pipesUsed: Int
    public let pipesFree: Int
    /// A soft stop is under way.
    public let isStopping: Bool
    /// Connections with peers that have greeted each other, and those of which nothing more than a connection is known.
    public var peerConnections = (active: 0, connected: 0)
    /// By the index of the proxy; empty when they were not asked for.
    public var proxies: [ProxyReport] = []
    public var pools: [PoolFigures] = []
    /// Log lines that could not be sent.
    public var droppedLogs: UInt64 = 0
    /// Log lines received by `log-forward` sections.
    public var receivedLogs: UInt64 = 0
}

extension LoopContext {
    /// This loop's counts, of all proxies or of one.
    public func report(of proxy: Int? = nil) -> LoopReport {
        let lastSecond = loop.lastSecond
        var report = LoopReport(
            loop: index, now: now, figures: loop.figures, sources: loop.sourceCount, deferred: loop.deferredCount,
            idlePercent: lastSecond.idlePercent, bytesRate: lastSecond.sent, pipesUsed: pipesUsed, pipesFree: pipesFree,
            isStopping: isStopping)
        report.pools = pools.figures
        report.peerConnections = peerConnections
        guard let generation else { return report }
        report.droppedLogs = generation.logs.dropped
        report.receivedLogs = generation.logs.received
        report.proxies.reserveCapacity(generation.frontends.count)
        for place in generation.frontends.indices {
            guard proxy == nil || proxy == place else {
                report.proxies.append(ProxyReport())
                continue
            }
            var entry = ProxyReport(frontend: generation.frontends[place]?.counters)
            if let backend = generation.backends[place] {
                entry.backend = backend.counters
                entry.servers = backend.serverReports
            }
            report.proxies.append(entry)
        }
        for listener in listeners where report.proxies.indices.contains(listener.proxy) {
            guard proxy == nil || proxy == listener.proxy else { continue }
            report.proxies[listener.proxy].listeners.append(listener.report)
        }
        return report
    }

    /// `clear counters`: the maxima of every proxy, or everything counted.
    public func clearCounters(all: Bool) {
        guard let generation else { return }
        for frontend in generation.frontends { frontend?.counters.clear(all: all) }
        for backend in generation.backends { backend?.clearCounters(all: all) }
        for listener in listeners { listener.clearCounters(all: all) }
    }

    /// `clear counters server`
    public func clearCounters(proxy: Int, server: Int) {
        guard let backends = generation?.backends, backends.indices.contains(proxy) else { return }
        backends[proxy]?.usedServer(at: server)?.counters.clear(all: true)
    }
}
