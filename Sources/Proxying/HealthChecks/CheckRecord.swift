import Memory
import Synchronization

/// What is known of one kind of check of a server: of its health, or of its agent.
///
/// All loops share it. The loop that runs the check reports results, every loop reports what streams saw, the first loop
/// makes the changes that follow. A mutex orders them; requests take it only for what `observe` counts as an error.
public final class CheckRecord: Sendable {
    /// What results added up to (management guide, `srv_check_result`).
    public enum Verdict: UInt8, Sendable {
        case unknown = 0
        /// An answer that says nothing about the state.
        case neutral = 1
        case failed = 2
        case passed = 3
        case passedConditionally = 4
    }

    struct State: Sendable {
        /// `CheckCounter.value`
        var health: Int32
        var code: Int32 = 0
        /// Milliseconds; negative where nothing was timed.
        var duration: Int32 = -1
        var status = CheckStatus.initializing
        var verdict = Verdict.unknown
        var isEnabled = true
        var isRunning = false
        private var kept: Shared<CheckHistory>?

        init(health: Int32) { self.health = health }

        /// What only servers have with which something was wrong once.
        var history: CheckHistory {
            get { kept?.value ?? CheckHistory() }
            set { kept = newValue == CheckHistory() ? nil : Shared(newValue) }
        }

        /// Few checks that succeed have anything to say.
        mutating func say(_ text: String) {
            if kept != nil || !text.isEmpty, history.text != text { history.text = text }
        }
    }

    let state: Mutex<State>
    private let rise: UInt16
    private let fall: UInt16
    /// Errors of streams in a row (`observe`).
    private let errors = Atomic<UInt32>(0)

    init(rise: Int, fall: Int, _ initial: InitialState = .none) {
        // More than that is for ever, too.
        let most = Int(UInt16.max)
        let counter = CheckCounter(rise: min(rise, most), fall: min(fall, most), initial)
        self.rise = UInt16(clamping: counter.rise)
        self.fall = UInt16(clamping: counter.fall)
        state = Mutex(State(health: Int32(clamping: counter.value)))
    }

    var counter: CheckCounter { counter(state.withLock { $0.health }) }

    private func counter(_ value: Int32) -> CheckCounter {
        CheckCounter(value: Int(value), rise: Int(rise), fall: Int(fall))
    }

    /// Sets the counter, as an operator or maintenance does.
    func reset(_ body: (inout CheckCounter) -> Void) {
        state.withLock { state in
            var counter = counter(state.health)
            body(&counter)
            state.health = Int32(clamping: counter.value)
        }
    }

    /// A check has begun; `LoopContext.note` or `noteAgent` ends it.
    public func begin() { state.withLock { $0.isRunning = true } }

    /// A check has ended that counts for nothing.
    func abandon() { state.withLock { $0.isRunning = false } }

    /// An operator lets it run (`enable health`, `enable agent`).
    public var isEnabled: Bool {
        get { state.withLock { $0.isEnabled } }
        set { state.withLock { $0.isEnabled = newValue } }
    }

    /// Where an operator wants it to go instead of where the configuration says; nil for that.
    public var target: CheckTarget? {
        get { state.withLock { $0.history.target } }
        set { state.withLock { $0.history.target = newValue } }
    }
}

// MARK: Results

extension CheckRecord {
    /// What a result changed.
    struct Step: Sendable {
        let before: CheckCounter
        let after: CheckCounter
        /// The status is another than before.
        let isNews: Bool
        let result: CheckResult

        /// Neither the counter nor the status moved.
        var isQuiet: Bool { before == after && !isNews }
    }

    /// Keeps a result of a check; nil while checks are turned off.
    ///
    /// - Parameter movesCounter: false for an agent that says nothing about the state.
    func note(_ result: CheckResult, movesCounter: Bool = true) -> Step? {
        state.withLock { state in
            state.isRunning = false
            guard state.isEnabled else { return nil }
            let isNews = state.status != result.status
            keep(result, &state)
            let before = counter(state.health)
            var after = before
            guard movesCounter else {
                state.verdict = .neutral
                return Step(before: before, after: after, isNews: isNews, result: result)
            }
            if result.outcome == .failed {
                if before.isUp { state.history.failures &+= 1 }
                after.falls()
            } else {
                after.rises()
            }
            state.health = Int32(clamping: after.value)
            return Step(before: before, after: after, isNews: isNews, result: result)
        }
    }

    private func keep(_ result: CheckResult, _ state: inout State) {
        state.status = result.status
        state.code = Int32(clamping: result.code)
        state.duration = result.duration == .never ? -1 : Int32(clamping: result.duration.rawValue)
        state.say(result.text)
        switch result.outcome {
        case .passed: state.verdict = .passed
        case .passedConditionally: state.verdict = .passedConditionally
        case .failed: state.verdict = .failed
        }
    }

    /// The server has gone down.
    func noteDown() { state.withLock { $0.history.downs &+= 1 } }

    /// The server is back after so long.
    func noteDowntime(_ time: Milliseconds) { state.withLock { $0.history.downtime = $0.history.downtime + time } }

    /// `clear counters all`
    public func clearCounters() {
        state.withLock { state in
            state.history.failures = 0
            state.history.downs = 0
            state.history.observedFailures = 0
        }
    }
}

// MARK: What streams see

extension CheckRecord {
    /// A stream went well: errors are no more in a row.
    func noteSuccess() {
        if errors.load(ordering: .relaxed) != 0 { errors.store(0, ordering: .relaxed) }
    }

    /// A stream failed; true when that was the last of `limit` in a row, from where on they are counted anew.
    func noteError(limit: Int) -> Bool {
        let count = errors.wrappingAdd(1, ordering: .relaxed).newValue
        guard Int(count) >= limit else { return false }
        return errors.compareExchange(expected: count, desired: 0, ordering: .relaxed).exchanged
    }

    /// Errors of streams add up to a failure of their own (`on-error`).
    func noteObserved(_ text: String, _ reaction: ErrorReaction) -> Step {
        let result = CheckResult(.failed, .observed, duration: .never, text: text)
        return state.withLock { state in
            state.history.observedFailures &+= 1
            let before = counter(state.health)
            var after = before
            guard reaction != .fastInterval else {
                return Step(before: before, after: after, isNews: false, result: result)
            }
            let isNews = state.status != result.status
            keep(result, &state)
            if before.isUp { state.history.failures &+= 1 }
            switch reaction {
            case .fastInterval: break
            case .failCheck: after.falls()
            case .suddenDeath:
                after.value = min(after.value, after.rise + 1)
                after.falls()
            case .markDown: after.value = 0
            }
            state.health = Int32(clamping: after.value)
            return Step(before: before, after: after, isNews: isNews, result: result)
        }
    }
}
