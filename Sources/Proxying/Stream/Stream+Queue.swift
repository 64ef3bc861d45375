import Balancing
import Memory

/// Waiting for a server: in the backend's queue when every server is full, in a server's own when no other will do.
extension Stream {
    /// Waits for any server of the backend.
    func waitInBackend(_ backend: BackendShare) {
        let ticket = context.makeTicket(for: self, backend)
        queuePositions.backend = UInt32(clamping: backend.proxy.queue.count + 1)
        backend.proxy.queue.append(ticket)
        wait(ticket, backend.proxy.queue, backend)
        // A slot may have become free between the choice and the queue.
        if case .server(let index) = backend.balancer.choose(hash: nil), let server = backend.server(at: index) {
            backend.serveQueue(with: server)
        }
    }

    /// Waits for this server.
    func waitInServer(_ server: ServerShare, _ backend: BackendShare) {
        let ticket = context.makeTicket(for: self, backend)
        server.state.slot.enqueue()
        target = server
        queuePositions.server = UInt32(clamping: server.state.queue.count + 1)
        server.state.queue.append(ticket)
        queuedServer = server
        wait(ticket, server.state.queue, backend)
        backend.serveQueue(with: server)
    }

    private func wait(_ ticket: QueueTicket, _ queue: PendingQueue, _ backend: BackendShare) {
        waiting = Waiting(ticket: ticket, queue: queue)
        context.loop.register(self)
        context.loop.setDeadline(self, context.now + timeout(.queue, or: backend.timeouts.inQueue))
    }

    /// A server's slot is ours: go on with it at the end of the turn.
    func granted(_ server: ServerShare) {
        leaveServerQueue()
        waiting = nil
        grantedServer = server
        state.insert(.usesSlot)
        timing.assigned = context.now
        backend?.counters.lastStream = context.now
        server.streamBegan(context.now)
        self.server = server
        target = server
        context.loop.wakeLater(self)
    }

    /// Takes the stream out of its queue. A slot that is on its way is passed on when it arrives.
    func leaveQueue() {
        guard let place = waiting else { return }
        waiting = nil
        leaveServerQueue()
        context.waitingStreams.removeValue(forKey: place.ticket.number)
        _ = place.queue.cancel(place.ticket)
    }

    private func leaveServerQueue() {
        guard let server = queuedServer else { return }
        queuedServer = nil
        server.state.slot.dequeue()
    }

    /// The server that it waited for has gone down: it looks for another.
    func chooseAnew() {
        waiting = nil
        if let server = queuedServer {
            server.counters.redispatches &+= 1
            state.insert(.redispatched)
        }
        leaveServerQueue()
        context.loop.unregister(self)
        chooseServer()
    }

    /// `timeout queue` has passed.
    func queueTimedOut() {
        note(.serverTimeout, at: .queue)
        timing.assigned = context.now
        leaveQueue()
        context.loop.unregister(self)
        answer(503)
    }
}

/// Where a stream stood in each queue that it waited in, from 1; 0 where it did not wait.
struct QueuePositions {
    var backend: UInt32 = 0
    var server: UInt32 = 0
}

/// A stream's place in a queue; an object, since few streams ever wait.
final class Waiting {
    let ticket: QueueTicket
    let queue: PendingQueue

    init(ticket: QueueTicket, queue: PendingQueue) {
        self.ticket = ticket
        self.queue = queue
    }
}

extension LoopContext {
    func makeTicket(for stream: Stream, _ backend: BackendShare) -> QueueTicket {
        ticketNumber &+= 1
        waitingStreams[ticketNumber] = stream
        return QueueTicket(
            number: ticketNumber, loop: index, mailbox: mailbox, sequence: backend.proxy.nextTicket())
    }

    /// A slot of `server` has come to a stream of this loop.
    func deliver(_ ticket: QueueTicket, _ server: ServerShare) {
        if let stream = waitingStreams.removeValue(forKey: ticket.number) {
            stream.granted(server)
        } else {
            server.state.slot.release()
            server.backend.serveQueue(with: server)
        }
    }
}

extension BackendShare {
    /// Hands free slots of a server to those who wait longest. Called after a slot was freed and after one began to wait, so
    /// that none is missed.
    func serveQueue(with server: ServerShare) {
        let slot = server.state.slot
        while proxy.queue.count > 0 || server.state.queue.count > 0 {
            guard slot.isUsable || server.state.queue.count > 0, slot.reserve() else { return }
            guard let ticket = nextTicket(for: server) else {
                slot.release()
                return
            }
            if ticket.loop == context.index {
                context.deliver(ticket, server)
            } else {
                ticket.mailbox.send(.granted(ticket, proxy: proxy.index, server: server.index))
            }
        }
    }

    private func nextTicket(for server: ServerShare) -> QueueTicket? {
        let own = server.state.queue.oldest
        let shared = server.state.slot.isUsable ? proxy.queue.oldest : nil
        if let own, own < shared ?? .max { return server.state.queue.grantFirst() ?? proxy.queue.grantFirst() }
        return shared == nil ? nil : proxy.queue.grantFirst()
    }
}
