import EventLoop
import Memory
import Transport

/// Watches accepted connections some milliseconds after they came, if they are still there. Most of those that serve a
/// single request are gone by then and were never known to epoll, which saves a system call and the removal.
final class LateWatch: EventSource {
    private static let delay = Milliseconds(4)
    private let loop: Loop
    /// Accepted since the last time, and before it.
    private var young: ContiguousArray<Connection> = []
    private var old: ContiguousArray<Connection> = []

    init(_ loop: Loop) { self.loop = loop }

    func add(_ connection: Connection) {
        if slot < 0 {
            loop.register(self)
            loop.setDeadline(self, loop.now + LateWatch.delay)
        }
        young.append(connection)
    }

    /// Gives back the room that a burst has left.
    func trim() {
        young.trimCapacity()
        old.trimCapacity()
    }

    override func expired() {
        for connection in old { connection.watch() }
        old.removeAll(keepingCapacity: true)
        swap(&young, &old)
        if old.isEmpty { return loop.unregister(self) }
        loop.setDeadline(self, loop.now + LateWatch.delay)
    }
}

extension LoopContext {
    /// Watches an accepted connection before long, unless it is watched or gone by then.
    func watchSoon(_ connection: Connection) { lateWatch.add(connection) }
}
