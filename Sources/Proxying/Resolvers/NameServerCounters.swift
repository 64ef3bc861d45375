import DNS

/// What went to a name server and what came from it (management guide, `show resolvers`).
public struct NameServerCounters: Sendable {
    public var sent: UInt64 = 0
    public var sendErrors: UInt64 = 0
    public var valid: UInt64 = 0
    /// Answers that changed a server's address.
    public var updates: UInt64 = 0
    public var aliases: UInt64 = 0
    public var aliasErrors: UInt64 = 0
    public var empty: UInt64 = 0
    public var nonexistent: UInt64 = 0
    public var timeouts: UInt64 = 0
    public var refused: UInt64 = 0
    public var others: UInt64 = 0
    public var invalid: UInt64 = 0
    public var tooBig: UInt64 = 0
    public var truncated: UInt64 = 0
    /// Answers that came too late, or to no question.
    public var outdated: UInt64 = 0

    mutating func count(_ answer: DNSAnswer) {
        switch answer {
        case .addresses, .services: valid &+= 1
        case .truncated: truncated &+= 1
        case .failed(let failure): count(failure)
        }
    }

    private mutating func count(_ failure: DNSFailure) {
        switch failure {
        case .nonexistent: nonexistent &+= 1
        case .refused: refused &+= 1
        case .empty: empty &+= 1
        case .aliasOnly, .aliasLoop: aliasErrors &+= 1
        case .invalid: invalid &+= 1
        case .timeout: timeouts &+= 1
        case .other: others &+= 1
        }
    }
}
