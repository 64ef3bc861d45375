import Balancing
import EventLoop
import Memory
import Synchronization

/// Since when a backend has a server that takes traffic, or has none, and how long it had none in all.
public final class BackendAvailability: Sendable {
    private struct State {
        var set: ServerSet?
        var isUp = true
        var changed = Clock.monotonic()
        var downtime = Milliseconds.zero
        var downs: UInt64 = 0
    }

    private let state = Mutex(State())
    private struct Observer {
        weak var proxy: Proxy?
    }

    private let observerStore = Mutex(Observer())

    /// The backend, which is told of what happens to its servers; set once, before they are used.
    var observer: Proxy? {
        get { observerStore.withLock { $0.proxy } }
        set { observerStore.withLock { $0.proxy = newValue } }
    }

    /// The servers are known.
    func begin(_ set: ServerSet) {
        state.withLock { state in
            state.set = set
            state.isUp = set.hasUsable
        }
    }

    /// A server has come or gone.
    func update() {
        state.withLock { state in
            guard let set = state.set else { return }
            let isUp = set.hasUsable
            guard isUp != state.isUp else { return }
            let now = Clock.monotonic()
            if isUp { state.downtime = state.downtime + (now - state.changed) } else { state.downs += 1 }
            state.isUp = isUp
            state.changed = now
        }
    }

    public var isUp: Bool { state.withLock { $0.isUp } }
    /// How often it lost its last server.
    public var downs: UInt64 { state.withLock { $0.downs } }
    /// When it last went up or down, on the monotonic clock.
    public var lastChange: Milliseconds { state.withLock { $0.changed } }

    /// How long it had no server, until now.
    public var downtime: Milliseconds {
        state.withLock { $0.isUp ? $0.downtime : $0.downtime + (Clock.monotonic() - $0.changed) }
    }
}
