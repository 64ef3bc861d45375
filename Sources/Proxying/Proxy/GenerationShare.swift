import Memory
import Samples

/// One loop's share of a generation: what its sessions and streams refer to.
public final class GenerationShare {
    public let generation: Generation
    /// This loop's view of maps and lists of patterns.
    let patterns: PatternReaders
    /// By the proxy's index; nil where the proxy is not of that side.
    public private(set) var frontends: [FrontendShare?] = []
    public private(set) var backends: [BackendShare?] = []

    /// Whose fault statuses are, as tables count it.
    let statusFaults: StatusFaults
    /// By their numbers; the generation keeps them.
    let stickTables: ContiguousArray<Unretained<StickTable>>
    let logs: LoopLogs
    private let emptyLog: ProxyLog
    /// By the proxy's index; made when first used, but for frontends.
    private var proxyLogs: [ProxyLog?]

    public init(_ generation: Generation, _ context: LoopContext) {
        self.generation = generation
        statusFaults = generation.global.statusFaults
        stickTables = ContiguousArray(generation.stickTables.map { Unretained($0) })
        backends = generation.proxies.map { $0.settings.isBackend ? BackendShare($0, context, generation) : nil }
        logs = LoopLogs(context, generation, backends)
        emptyLog = ProxyLog([], logs)
        proxyLogs = Array(repeating: nil, count: generation.proxies.count)
        patterns = PatternReaders(generation.patterns, cacheSize: context.patternCacheSize) {
            [unowned(unsafe) loop = context.loop] in loop.retire($0)
        }
        for proxy in generation.proxies {
            frontends.append(
                proxy.settings.isFrontend ? FrontendShare(proxy, generation, log: log(of: proxy), logs) : nil)
        }
        for frontend in frontends {
            guard let frontend, let target = frontend.proxy.defaultBackend, target < backends.count else { continue }
            frontend.statedBackend = backends[target]
        }
    }

    /// Backends were published, or are so no more.
    func applyPublication() {
        for backend in backends { backend?.isPublished = backend?.proxy.isPublished ?? true }
        for frontend in frontends { frontend?.applyPublication() }
    }

    /// This loop's log of a proxy.
    public func log(of proxy: Proxy) -> ProxyLog {
        guard proxyLogs.indices.contains(proxy.index) else { return ProxyLog([], logs) }
        if let log = proxyLogs[proxy.index] { return log }
        let log = proxy.logTargets.isEmpty ? emptyLog : logs.makeLog(of: proxy)
        proxyLogs[proxy.index] = log
        return log
    }
}
