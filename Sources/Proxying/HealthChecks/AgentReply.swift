import Memory

/// What one check of a server's agent ended with.
public enum AgentReply: Sendable {
    /// The line that the agent sent, without its end, and how long all of it took.
    case line([UInt8], duration: Milliseconds)
    /// Nothing that could be read: no connection, no line.
    case failure(CheckResult)
}
