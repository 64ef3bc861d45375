import Samples

/// All that a proxy decides by rules, compiled; nil where there are none.
public struct ProxyRules: Sendable {
    public var tcpConnection: RuleSet?
    public var tcpSession: RuleSet?
    public var tcpContent: RuleSet?
    public var tcpResponse: RuleSet?
    public var httpRequest: RuleSet?
    public var httpResponse: RuleSet?
    public var httpAfterResponse: RuleSet?
    /// `stats`
    public var statistics: StatisticsPage?
    /// `redirect`
    public var redirect: RuleSet?
    /// `use_backend`
    public var switching: SwitchingRules?
    /// `force-be-switch`
    public var forcedSwitching: [ACLCondition] = []
    /// `use-server`
    public var servers: SwitchingRules?
    /// `stick`
    public var sticking: StickRules?
    /// `force-persist` and `ignore-persist`
    public var persistence: PersistenceRules?
    /// `cookie` and `option checkcache`
    public var looksAtCookies = false
    /// `monitor fail`
    public var monitorFailures: [ACLCondition] = []

    /// `option http-buffer-request`
    public var buffersRequests = false

    public init() {}

    subscript(kind: RuleSetKind) -> RuleSet? {
        get {
            switch kind {
            case .tcpConnection: tcpConnection
            case .tcpSession: tcpSession
            case .tcpContent: tcpContent
            case .tcpResponse: tcpResponse
            case .httpRequest: httpRequest
            case .httpResponse: httpResponse
            case .httpAfterResponse: httpAfterResponse
            }
        }
        set {
            switch kind {
            case .tcpConnection: tcpConnection = newValue
            case .tcpSession: tcpSession = newValue
            case .tcpContent: tcpContent = newValue
            case .tcpResponse: tcpResponse = newValue
            case .httpRequest: httpRequest = newValue
            case .httpResponse: httpResponse = newValue
            case .httpAfterResponse: httpAfterResponse = newValue
            }
        }
    }
}
