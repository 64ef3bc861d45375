import EventLoop
import Synchronization

/// Tells the first loop that a table of a `peers` section has changed: once, until it has looked.
final class PeerNews: Sendable {
    private let isTold = Atomic<Bool>(false)
    private let listener = Mutex<(mailbox: Mailbox<LoopMessage>, group: Int)?>(nil)

    /// - Parameter group: the section's place among the loop's groups.
    func listen(_ mailbox: Mailbox<LoopMessage>, group: Int) { listener.withLock { $0 = (mailbox, group) } }

    /// Something has changed. Called on every loop, often: all but the first call read one word.
    func tell() {
        guard !isTold.load(ordering: .relaxed), !isTold.exchange(true, ordering: .acquiringAndReleasing) else { return }
        guard let (mailbox, group) = listener.withLock({ $0 }) else { return }
        mailbox.send(.run { context in context.peerGroup(at: group)?.hasNews() })
    }

    /// From now on the next change is told.
    func reset() { isTold.store(false, ordering: .releasing) }
}
