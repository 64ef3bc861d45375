import Memory

/// What a check has of few servers: failures, what the last one said, and what operators changed.
struct CheckHistory: Sendable, Equatable {
    /// While the server was up to its checks.
    var failures: UInt64 = 0
    /// How often the server has gone down.
    var downs: UInt64 = 0
    /// Failures that streams saw.
    var observedFailures: UInt64 = 0
    /// Up to the last time that the server came back.
    var downtime = Milliseconds.zero
    /// What the last check said.
    var text = ""
    var target: CheckTarget?
}
