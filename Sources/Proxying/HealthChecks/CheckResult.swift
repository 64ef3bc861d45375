import Memory

/// What one health check of one server found out.
public struct CheckResult: Sendable {
    public enum Outcome: Sendable {
        case passed
        /// The server works, but wants no new clients (`http-check disable-on-404`).
        case passedConditionally
        case failed
    }

    public var outcome: Outcome
    public var status: CheckStatus
    /// The HTTP status, the exit code, or what else the protocol answers with; 0 for none.
    public var code: Int
    /// From the beginning of the check to its end.
    public var duration: Milliseconds
    /// What the check itself says, for logs and `last_chk`; empty for none.
    public var text: String

    public init(
        _ outcome: Outcome, _ status: CheckStatus, code: Int = 0, duration: Milliseconds = .zero, text: String = ""
    ) {
        self.outcome = outcome
        self.status = status
        self.code = code
        self.duration = duration
        self.text = text
    }
}
