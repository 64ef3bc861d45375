import Samples

/// One loop's share of a generation: what its sessions and streams refer to.
public final class GenerationShare {
    public let generation: Generation
    /// This loop's view of maps and lists of patterns.
    let patterns: PatternReaders
    /// By the proxy's index; nil where the proxy is not of that side.
    public private(set) var frontends: [FrontendShare?] = []
    public private(set) var backends: [BackendShare?] = []

    public init(_ generation: Generation, _ context: LoopContext) {
        self.generation = generation
        patterns = PatternReaders(generation.patterns)
        for proxy in generation.proxies {
            frontends.append(proxy.settings.isFrontend ? FrontendShare(proxy, generation) : nil)
            backends.append(proxy.settings.isBackend ? BackendShare(proxy, context, generation) : nil)
        }
        for frontend in frontends {
            guard let frontend, let target = frontend.proxy.defaultBackend, target < backends.count else { continue }
            frontend.defaultBackend = backends[target]
        }
    }
}
