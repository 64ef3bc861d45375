import Balancing
import Memory

/// Waiting for a server: in the backend's queue when every server is full, in a server's own when no other will do.
extension Stream {
    /// Waits for any server of the backend.
    func waitInBackend(_ backend: BackendShare) {
        let ticket = context.makeTicket(for: self, backend)
        backend.proxy.queue.append(ticket, at: context.now)
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
        server.state.queue.append(ticket, at: context.now)
        queuedServer = server
        wait(ticket, server.state.queue, backend)
        backend.serveQueue(with: server)
    }

    private func wait(_ ticket: QueueTicket, _ queue: PendingQueue, _ backend: BackendShare) {
        let head = request.flatMap { (front as? H1Client)?.compact($0) } ?? 0
        waiting = Waiting(ticket: ticket, queue: queue, head: head)
        context.waits.count(Waiting.size + head)
        context.loop.register(self)
        context.loop.setDeadline(self, context.now + timeout(.queue, or: backend.timeouts.inQueue))
    }

    /// A server's slot is ours: go on with it at the end of the turn.
    func granted(_ server: ServerShare) {
        endWaiting()
        leaveServerQueue()
        grantedServer = server
        state.insert(.usesSlot)
        timing.assigned = context.now
        backend?.counters.lastStream = context.now
        server.streamBegan(context.now)
        self.server = server
        target = server
        context.loop.wakeLater(self)
    }

    /// The server whose queue it was in takes nobody any more: another one is chosen.
    func requeued() {
        guard let failed = queuedServer?.index, let backend else { return }
        endWaiting()
        context.loop.unregister(self)
        leaveServerQueue()
        redispatch(from: failed, backend)
    }

    /// The server has no place in its queue either (`maxqueue`).
    func queueIsFull(_ server: ServerShare, _ backend: BackendShare) {
        target = server
        guard backend.options.contains(.redispatch), !isBoundToServer else {
            note(.server, at: .queue)
            server.counters.connectionErrors &+= 1
            return answer(503)
        }
        redispatch(from: server.index, backend)
    }

    private func redispatch(from index: Int, _ backend: BackendShare) {
        if backend.looksForClients { leaveClientsServer() }
        chooseServer(avoiding: index)
    }

    /// Takes the stream out of its queue. A slot that is on its way is passed on when it arrives.
    func leaveQueue() {
        guard let place = waiting else { return }
        context.waitingStreams.removeValue(forKey: place.ticket.number)
        _ = place.queue.cancel(place.ticket)
        endWaiting()
        leaveServerQueue()
    }

    private func leaveServerQueue() {
        guard let server = queuedServer else { return }
        queuedServer = nil
        server.state.slot.dequeue()
    }

    /// It waits no more: remembers at which place it stood.
    private func endWaiting() {
        guard let waiting else { return }
        context.waits.drop(Waiting.size + waiting.head)
        self.waiting = nil
        let position = waiting.ticket.position
        if queuedServer == nil { queuePositions.backend = position } else { queuePositions.server = position }
    }

    /// `timeout queue` has passed.
    func queueTimedOut() {
        note(.serverTimeout, at: .queue)
        timing.assigned = context.now
        if let server = queuedServer {
            server.counters.connectionErrors &+= 1
        } else {
            backend?.counters.connectionErrors &+= 1
        }
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
    /// The bytes that its request's head takes meanwhile.
    let head: Int

    /// What waiting takes besides: this object, the ticket, and its entries in the queue and in the loop's table.
    static let size = 224

    init(ticket: QueueTicket, queue: PendingQueue, head: Int) {
        self.ticket = ticket
        self.queue = queue
        self.head = head
    }
}

extension LoopContext {
    func makeTicket(for stream: Stream, _ backend: BackendShare) -> QueueTicket {
        ticketNumber &+= 1
        waitingStreams[ticketNumber] = stream
        return QueueTicket(
            number: ticketNumber, loop: index, mailbox: mailbox, sequence: backend.proxy.nextTicket(),
            priority: stream.adjustments?.priority ?? QueuePriority(), isBound: stream.isBoundToServer)
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

    /// A stream of this loop was taken out of a server's queue.
    func requeue(_ ticket: QueueTicket) { waitingStreams.removeValue(forKey: ticket.number)?.requeued() }
}

extension BackendShare {
    /// Hands free slots of a server to those who wait longest. Called after a slot was freed and after one began to wait, so
    /// that none is missed.
    func serveQueue(with server: ServerShare) {
        while let ticket = proxy.grantNext(server.state) {
            if ticket.loop == context.index {
                context.deliver(ticket, server)
            } else {
                ticket.mailbox.send(.granted(ticket, proxy: proxy.index, server: server.index))
            }
        }
    }
}
