import EventLoop

/// What listens for log lines of others.
extension LoopContext {
    /// Listens on the sockets of `log-forward` sections, whose indices come behind those of the proxies.
    func startForwards(_ share: GenerationShare, _ listeners: [Listener]) throws(SystemError) {
        let first = share.generation.proxies.count
        var forwards: [Int: LogForwardShare] = [:]
        for listener in listeners where share.generation.logForwards.indices.contains(listener.proxy - first) {
            guard let socket = listener.socket(forLoop: index) else { continue }
            let place = listener.proxy - first
            let forward = forwards[place] ?? LogForwardShare(share.generation.logForwards[place], share.logs)
            forwards[place] = forward
            if listener.settings.address.transport == .datagram {
                logDatagramSources.append(try LogDatagramSource(socket, forward, self))
            } else {
                logStreamListeners.append(try LogStreamListener(socket, forward, self))
            }
        }
    }

    func resumeLogListeners() { for listener in logStreamListeners { listener.resume() } }

    /// Takes no more lines but those of open connections.
    func stopForwards() {
        for source in logDatagramSources { source.end() }
        for listener in logStreamListeners { listener.end() }
        logDatagramSources = []
        logStreamListeners = []
    }
}
