import EventLoop
import Synchronization

/// A stream's place in a queue. Its loop owns the stream; others only hold the ticket.
public final class QueueTicket: Sendable {
    /// Which stream of its loop.
    let number: UInt64
    let loop: Int
    let mailbox: Mailbox<LoopMessage>
    /// Order of arrival in the backend, over all its queues.
    let sequence: UInt64
    private let state = Atomic<UInt8>(0)

    init(number: UInt64, loop: Int, mailbox: Mailbox<LoopMessage>, sequence: UInt64) {
        self.number = number
        self.loop = loop
        self.mailbox = mailbox
        self.sequence = sequence
    }

    /// Gives the ticket a server's slot; false when its stream has left.
    func grant() -> Bool { state.compareExchange(expected: 0, desired: 1, ordering: .acquiringAndReleasing).exchanged }

    /// Its stream leaves; false when a slot is on its way to it already.
    func cancel() -> Bool { state.compareExchange(expected: 0, desired: 2, ordering: .acquiringAndReleasing).exchanged }
}

/// Streams that wait for a server, first come, first served, over all loops. A mutex is taken only while something waits.
public final class PendingQueue: Sendable {
    private struct Entries {
        var tickets: ContiguousArray<QueueTicket> = []
        /// Index of the oldest.
        var head = 0
        var left = 0
    }

    private let entries = Mutex(Entries())
    private let waiting = Atomic<Int>(0)
    private let most = Atomic<Int>(0)

    public init() {}

    /// Streams that wait.
    public var count: Int { waiting.load(ordering: .sequentiallyConsistent) }
    /// The most that have waited at once.
    public var peak: Int { most.load(ordering: .relaxed) }

    func append(_ ticket: QueueTicket) {
        entries.withLock { entries in entries.tickets.append(ticket) }
        let count = waiting.add(1, ordering: .sequentiallyConsistent).newValue
        if count > most.load(ordering: .relaxed) { most.store(count, ordering: .relaxed) }
    }

    /// Where the oldest stands, to compare with another queue.
    var oldest: UInt64? {
        guard count > 0 else { return nil }
        return entries.withLock { entries in
            entries.head < entries.tickets.count ? entries.tickets[entries.head].sequence : nil
        }
    }

    /// Grants a slot to the oldest that still waits.
    func grantFirst() -> QueueTicket? {
        entries.withLock { entries in
            while entries.head < entries.tickets.count {
                let ticket = entries.tickets[entries.head]
                entries.head += 1
                PendingQueue.compact(&entries)
                if ticket.grant() {
                    waiting.subtract(1, ordering: .sequentiallyConsistent)
                    return ticket
                }
                entries.left = max(0, entries.left - 1)
            }
            return nil
        }
    }

    /// Takes all that still wait out of the queue.
    func takeAll() -> [QueueTicket] {
        entries.withLock { entries in
            let taken = entries.tickets[entries.head...].filter { $0.grant() }
            entries = Entries()
            waiting.subtract(taken.count, ordering: .sequentiallyConsistent)
            return Array(taken)
        }
    }

    /// Takes a ticket out; false when it was granted already.
    func cancel(_ ticket: QueueTicket) -> Bool {
        guard ticket.cancel() else { return false }
        waiting.subtract(1, ordering: .sequentiallyConsistent)
        entries.withLock { entries in
            entries.left += 1
            guard entries.left > 64, entries.left * 2 > entries.tickets.count - entries.head else { return }
            // More have left than wait: their tickets go.
            let sequence = ticket.sequence
            entries.tickets.removeAll { $0.hasLeft || $0.sequence == sequence }
            entries.head = entries.tickets.firstIndex { !$0.isGranted } ?? entries.tickets.count
            entries.left = 0
        }
        return true
    }

    private static func compact(_ entries: inout Entries) {
        guard entries.head > 1024, entries.head * 2 > entries.tickets.count else { return }
        entries.tickets.removeFirst(entries.head)
        entries.head = 0
    }
}

extension QueueTicket {
    var hasLeft: Bool { state.load(ordering: .acquiring) == 2 }
    var isGranted: Bool { state.load(ordering: .acquiring) == 1 }
}
