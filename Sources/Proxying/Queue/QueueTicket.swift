import EventLoop
import Synchronization

/// A stream's place in a queue. Its loop owns the stream; others only hold the ticket.
public final class QueueTicket: Sendable {
    /// Which stream of its loop.
    let number: UInt64
    let loop: Int
    let mailbox: Mailbox<LoopMessage>
    let priority: QueuePriority
    /// Order of arrival in the backend, over all its queues.
    let sequence: UInt64
    /// Its stream waits for one server and no other.
    let isBound: Bool
    private let state = Atomic<UInt8>(0)
    /// How many had been granted a slot before it came, or, once it has left the queue, at which place it stood there.
    private let place = Atomic<UInt32>(0)

    init(
        number: UInt64, loop: Int, mailbox: Mailbox<LoopMessage>, sequence: UInt64,
        priority: QueuePriority = QueuePriority(), isBound: Bool = false
    ) {
        self.number = number
        self.loop = loop
        self.mailbox = mailbox
        self.sequence = sequence
        self.priority = priority
        self.isBound = isBound
    }

    /// Takes the ticket out for a server's slot or another queue; false when its stream has left.
    func grant() -> Bool { state.compareExchange(expected: 0, desired: 1, ordering: .acquiringAndReleasing).exchanged }

    /// Its stream leaves; false when it was taken out already.
    func cancel() -> Bool { state.compareExchange(expected: 0, desired: 2, ordering: .acquiringAndReleasing).exchanged }

    var hasLeft: Bool { state.load(ordering: .acquiring) == 2 }
    var isGranted: Bool { state.load(ordering: .acquiring) == 1 }

    func begin(after granted: UInt32) { place.store(granted, ordering: .relaxed) }

    /// So many had been granted a slot when it left.
    func end(after granted: UInt32) {
        place.store(granted &- place.load(ordering: .relaxed) &+ 1, ordering: .releasing)
    }

    /// At which place it stood in its queue, from 1; known once it has left it.
    var position: UInt32 { place.load(ordering: .acquiring) }
}
