import Memory
import Synchronization

/// Streams that wait for a server, over all loops: by class, then by when they came, then by arrival. A mutex is taken only while
/// something waits. Tickets change hands and are counted under it, so that whoever counts some finds them.
public final class PendingQueue: Sendable {
    private struct State {
        var heap = TicketHeap()
        /// Tickets in the heap whose streams have left.
        var left = 0
        /// How many were granted a slot so far.
        var granted: UInt32 = 0
        /// When the last one came. The loops' clocks differ by a turn; arrival must not.
        var latest = Milliseconds.zero
    }

    private let state = Mutex(State())
    private let waiting = Atomic<Int>(0)
    private let most = Atomic<Int>(0)

    public init() {}

    /// Streams that wait.
    public var count: Int { waiting.load(ordering: .sequentiallyConsistent) }
    /// The most that have waited at once.
    public var peak: Int { most.load(ordering: .relaxed) }

    func append(_ ticket: QueueTicket, at now: Milliseconds) {
        state.withLock { state in
            state.latest = max(state.latest, now)
            ticket.begin(after: state.granted)
            let key = QueueKey(ticket.priority, at: state.latest, sequence: ticket.sequence)
            state.heap.insert(TicketHeap.Entry(key: key, ticket: ticket))
            let count = waiting.add(1, ordering: .sequentiallyConsistent).newValue
            if count > most.load(ordering: .relaxed) { most.store(count, ordering: .relaxed) }
        }
    }

    /// Where the next one stands, to compare with another queue.
    var next: QueueKey? {
        guard count > 0 else { return nil }
        return state.withLock { state in
            while let first = state.heap.first {
                if !first.ticket.hasLeft { return first.key }
                state.heap.removeFirst()
                state.left = max(0, state.left - 1)
            }
            return nil
        }
    }

    /// Grants a slot to the next that still waits.
    func grantFirst() -> QueueTicket? {
        state.withLock { state in
            while let first = state.heap.first {
                state.heap.removeFirst()
                if first.ticket.grant() {
                    end(first.ticket, after: state.granted)
                    state.granted &+= 1
                    return first.ticket
                }
                state.left = max(0, state.left - 1)
            }
            return nil
        }
    }

    /// Takes a ticket out; false when it was granted already.
    func cancel(_ ticket: QueueTicket) -> Bool {
        state.withLock { state in
            guard ticket.cancel() else { return false }
            end(ticket, after: state.granted)
            state.left += 1
            guard state.left > 64, state.left * 2 > state.heap.count else { return true }
            // More have left than wait: their tickets go.
            state.heap.removeAll { $0.hasLeft }
            state.left = 0
            return true
        }
    }

    /// Takes out all whose streams may go to another server, in their order.
    func takeUnbound() -> [QueueTicket] {
        guard count > 0 else { return [] }
        return state.withLock { state in
            let tickets = state.heap.sorted.filter { !$0.isBound && $0.grant() }
            for ticket in tickets { end(ticket, after: state.granted) }
            state.heap.removeAll { $0.isGranted || $0.hasLeft }
            state.left = 0
            return tickets
        }
    }

    private func end(_ ticket: QueueTicket, after granted: UInt32) {
        ticket.end(after: granted)
        waiting.subtract(1, ordering: .sequentiallyConsistent)
    }
}
