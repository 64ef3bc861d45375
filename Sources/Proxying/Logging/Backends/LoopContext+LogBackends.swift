import EventLoop

/// Servers of log backends that get lines in a stream.
extension LoopContext {
    /// Waits for the first lines for each of them; on the first loop only.
    func startLogBackends(_ share: GenerationShare) {
        for backend in share.backends {
            guard let backend else { continue }
            for (index, ring) in backend.proxy.logRings.enumerated() {
                guard let ring, let server = backend.server(at: index) else { continue }
                let (state, settings) = (server.state, server.state.settings)
                let route = RingForwarder.Route(
                    open: server.openSocketForLines,
                    proxiedTarget: { settings.socksProxy == nil ? nil : state.address })
                let forwarder = RingForwarder(ring, settings.logFraming, at: ringForwarders.count, self, by: route)
                ringForwarders.append(forwarder)
                logServerForwarders[LogServerPlace(proxy: backend.proxy.index, server: index)] = forwarder
            }
        }
    }

    /// A server has another address: lines go there from now on.
    func moveLogServer(proxy: Int, server: Int) {
        guard let share = generation, share.generation.proxies.indices.contains(proxy) else { return }
        share.logs.moved(server, of: share.generation.proxies[proxy])
        logServerForwarders[LogServerPlace(proxy: proxy, server: server)]?.reconnect()
    }
}

/// A server by the indices of its proxy and its own.
struct LogServerPlace: Hashable {
    let proxy: Int
    let server: Int
}
