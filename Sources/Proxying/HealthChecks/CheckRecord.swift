import Memory
import Synchronization

/// What is known of one kind of check of a server: of its health, or of its agent.
///
/// All loops share it. The loop that runs the check reports results, every loop may report what streams saw, the first loop
/// makes the changes that follow; a mutex orders them, and no request takes it.
public final class CheckRecord: Sendable {
    /// From 0, down, to `rise + fall - 1`, up for sure; up from `rise` on.
    struct Counter: Sendable, Equatable {
        var value: Int
        let rise: Int
        let fall: Int

        var top: Int { rise + fall - 1 }
        var isUp: Bool { value >= rise }
        /// Neither quite up nor quite down.
        var isTurning: Bool { value > 0 && value < top }

        /// A success. The last one that it takes to be up makes it up for sure.
        mutating func rises() {
            guard value < top else { return }
            value += 1
            if value >= rise { value = top }
        }

        /// A failure. The last one that it takes to be down makes it down for sure.
        mutating func falls() { value = value > rise ? value - 1 : 0 }
    }

    struct State: Sendable {
        var counter: Counter
        var last = CheckResult(.failed, .unknown, duration: .never)
        var hasResult = false
        var isEnabled = true
        var isRunning = false
        var target: CheckTarget?
    }

    let state: Mutex<State>

    init(rise: Int, fall: Int) {
        let counter = Counter(value: rise, rise: rise, fall: fall)
        state = Mutex(State(counter: counter))
    }

    var counter: Counter { state.withLock { $0.counter } }

    /// Keeps a result; what it makes of the counter.
    func note(_ result: CheckResult) -> Counter {
        state.withLock { state in
            state.isRunning = false
            state.hasResult = true
            state.last = result
            if result.outcome == .failed { state.counter.falls() } else { state.counter.rises() }
            return state.counter
        }
    }

    /// A check has begun; `note` or `noteAgent` ends it.
    public func begin() { state.withLock { $0.isRunning = true } }

    /// An operator lets it run (`enable health`, `enable agent`).
    public var isEnabled: Bool {
        get { state.withLock { $0.isEnabled } }
        set { state.withLock { $0.isEnabled = newValue } }
    }

    /// Where an operator wants it to go instead of where the configuration says; nil for that.
    public var target: CheckTarget? {
        get { state.withLock { $0.target } }
        set { state.withLock { $0.target = newValue } }
    }
}
