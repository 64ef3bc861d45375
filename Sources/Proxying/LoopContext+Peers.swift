import EventLoop
import Memory

/// Tables that are shared with other processes.
extension LoopContext {
    /// Listens for peers, whose sections come behind those that forward logs, and, on the first loop, connects to them.
    func startPeers(_ share: GenerationShare, _ listeners: [Listener]) throws(SystemError) {
        let generation = share.generation
        let first = generation.proxies.count + generation.logForwards.count
        for listener in listeners where generation.peers.indices.contains(listener.proxy - first) {
            guard let socket = listener.socket(forLoop: index) else { continue }
            peerListeners.append(try PeerListener(socket, group: listener.proxy - first, self))
        }
        guard index == 0 else { return }
        peerGroups = generation.peers.map { PeerGroup($0, self, share.logs) }
        for (place, group) in peerGroups.enumerated() where !group.settings.isDisabled { group.start(at: place) }
    }

    /// Shares nothing any more but with a process that takes over.
    func stopPeers() {
        for listener in peerListeners { listener.end() }
        for group in peerGroups { group.handOver() }
        peerListeners = []
    }

    func peerGroup(at place: Int) -> PeerGroup? { peerGroups.indices.contains(place) ? peerGroups[place] : nil }
}
