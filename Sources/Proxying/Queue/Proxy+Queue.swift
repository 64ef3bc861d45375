import Balancing

/// Queues of a backend, whichever loop works on them.
extension Proxy {
    /// Gives a free slot of a server to the stream that is next; nil when no slot is free or nobody waits.
    func grantNext(_ server: ServerState) -> QueueTicket? {
        // Whoever began to wait while the slot was held for nobody has found none free, and must not be forgotten.
        while server.queue.count > 0 || queue.count > 0 && servesEverybody(server), server.slot.reserve() {
            if let ticket = nextTicket(server) { return ticket }
            server.slot.release()
        }
        return nil
    }

    /// The server takes those who wait for any: one that balancing would choose.
    private func servesEverybody(_ server: ServerState) -> Bool {
        let slot = server.slot
        guard slot.isUsable, slot.effectiveWeight > 0 else { return false }
        return !slot.isBackup || set.inUse.contains { $0 === slot }
    }

    private func nextTicket(_ server: ServerState) -> QueueTicket? {
        let own = server.queue.next
        let shared = servesEverybody(server) ? queue.next : nil
        guard let own else { return shared == nil ? nil : queue.grantFirst() }
        guard let shared, shared < own else {
            return server.queue.grantFirst() ?? (shared == nil ? nil : queue.grantFirst())
        }
        return queue.grantFirst()
    }

    /// A server takes more than before: those who wait learn of it. How many get a slot.
    @discardableResult
    public func serveQueue(with server: ServerState) -> Int {
        guard queue.count > 0 || server.queue.count > 0, let index = servers.firstIndex(where: { $0 === server }) else {
            return 0
        }
        var served = 0
        while let ticket = grantNext(server) {
            ticket.mailbox.send(.granted(ticket, proxy: self.index, server: index))
            served += 1
        }
        return served
    }

    /// The farm has changed: whoever waits for any server may have those that balancing chooses from now.
    func serveQueue() {
        guard queue.count > 0 else { return }
        for server in servers where servesEverybody(server) { serveQueue(with: server) }
    }

    /// A server takes nobody any more: those who wait for it go to others where they may (`option redispatch`). How many those are.
    @discardableResult
    func emptyQueue(of server: ServerState) -> Int {
        guard settings.options.contains(.redispatch), !settings.options.contains(.persist) else { return 0 }
        let tickets = server.queue.takeUnbound()
        for ticket in tickets { ticket.mailbox.send(.requeued(ticket)) }
        return tickets.count
    }
}
