import DNS

/// One attempt after another to get an answer for a name (manual, 5.3.2): all name servers are asked at once, first for the
/// preferred type of address and then, if they all fail, for the other; then everything is tried again, until there were
/// enough attempts. It knows no sockets and no clock.
struct ResolutionRun {
    enum Step: Equatable {
        /// Ask every name server for this type.
        case ask(RecordType)
        /// For other name servers, or for the time of an answer to be over.
        case wait
        case end(DNSFailure)
    }

    private let types: [RecordType]
    private let attempts: Int
    private var attempt = 1
    private var place = 0
    /// The name servers that have not answered.
    private(set) var pending: Set<Int> = []
    private var failure: DNSFailure?

    /// - Parameter types: what to ask for, the preferred one first.
    init(_ types: [RecordType], attempts: Int) {
        self.types = types
        self.attempts = attempts
    }

    var type: RecordType { place < types.count ? types[place] : .ipv4 }

    /// The question went to these.
    mutating func asked(_ servers: Set<Int>) {
        pending = servers
        failure = nil
    }

    /// A name server has answered with a failure.
    mutating func failed(_ failure: DNSFailure, from server: Int) -> Step {
        guard pending.remove(server) != nil else { return .wait }
        self.failure = failure
        guard pending.isEmpty else { return .wait }
        if let other = nextType() { return .ask(other) }
        return attempt < attempts ? .wait : .end(failure)
    }

    /// The time for an answer is over.
    mutating func timedOut() -> Step {
        // Some have failed, the others are silent.
        if failure != nil, !pending.isEmpty, let other = nextType() { return .ask(other) }
        guard attempt < attempts else { return .end(failure ?? .timeout) }
        attempt += 1
        // The silence of all says nothing about the type.
        if failure != nil { place = 0 }
        return .ask(type)
    }

    private mutating func nextType() -> RecordType? {
        guard place + 1 < types.count else { return nil }
        place += 1
        return type
    }
}
