import Configuration
import DNS
import Memory
import Transport

/// One `resolvers` section (manual, 5.3.2).
public struct ResolversSettings: Sendable {
    public let name: String
    public let location: SourceLocation
    public var nameServers: [NameServerSettings] = []
    /// `accepted_payload_size`, in bytes.
    public var payloadSize: UInt16 = 512
    /// `resolve_retries`: how often a name is asked for before that is given up.
    public var attempts = 3
    /// `timeout resolve`: the pause between two resolutions of a name.
    public var interval = Milliseconds.seconds(1)
    /// `timeout retry`: how long an answer may take.
    public var answerTime = Milliseconds.seconds(1)
    public var holds = ResolverHolds()

    public init(name: String, location: SourceLocation) {
        self.name = name
        self.location = location
    }
}

/// One `nameserver` line, or one of `/etc/resolv.conf`.
public struct NameServerSettings: Sendable {
    public let name: String
    public let address: SocketAddress
    /// It is asked on streams only.
    public let usesStream: Bool
    public let location: SourceLocation
}

/// `hold`: for how long what was known goes on to hold.
public struct ResolverHolds: Sendable {
    /// For `do-resolve`: an answer is not asked for again.
    public var valid = Milliseconds.seconds(10)
    /// What the last answer does not have any more is still used.
    public var obsolete = Milliseconds.zero
    public var nonexistent = Milliseconds.seconds(30)
    public var refused = Milliseconds.seconds(30)
    public var timeout = Milliseconds.seconds(30)
    public var other = Milliseconds.seconds(30)

    /// How long a name's last good answer outweighs such a failure.
    func time(for failure: DNSFailure) -> Milliseconds {
        switch failure {
        case .nonexistent: nonexistent
        case .refused: refused
        case .timeout: timeout
        case .empty, .aliasOnly, .aliasLoop, .invalid, .other: other
        }
    }
}
