/// What a proxy does with a request before it goes to a server, in this order.
public struct RequestRules: Sendable {
    /// `http-request`
    public var access: [RequestRule] = []
    /// `stats`
    public var statistics: StatisticsPage?
    /// `redirect`
    public var redirections: [Redirect] = []

    public init() {}

    var isEmpty: Bool { access.isEmpty && statistics == nil && redirections.isEmpty }
}

/// One `http-request` rule or `redirect`; without a condition it applies to every request (manual, 4.2 and 4.3).
public enum RequestRule: Sendable {
    /// `return`, and `deny` with its status.
    case answer(Reply)
    /// `deny`: the proxy's own answer for the status.
    case deny(status: UInt16)
    case redirect(Redirect)
    /// No further `http-request` rule is looked at.
    case allow
}

/// `redirect location|prefix|scheme` (manual, 4.2).
public struct Redirect: Sendable {
    public enum Kind: UInt8, Sendable { case location, prefix, scheme }
    public var kind: Kind
    public var target: [UInt8]
    public var status: UInt16 = 302
    /// `set-cookie` or `clear-cookie`, the whole header value.
    public var cookie: [UInt8]?
    public var dropsQuery = false
    public var appendsSlash = false
    public var ignoresEmpty = false

    public init(kind: Kind, target: [UInt8]) {
        self.kind = kind
        self.target = target
    }
}
