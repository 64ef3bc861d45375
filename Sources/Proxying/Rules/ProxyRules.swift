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

    public init() {}

    /// TCP connections are looked at before they go on.
    var concernPassing: Bool { tcpContent != nil || switching != nil }

    /// Requests are looked at before they go on.
    var concernRequests: Bool {
        httpRequest != nil || tcpContent != nil || statistics != nil || redirect != nil || switching != nil
    }

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

/// `use_backend` lines in their order: the first that applies names the backend (manual, 4.2).
public final class SwitchingRules: Sendable {
    struct Rule: Sendable {
        enum Target: Sendable {
            /// A proxy of the generation.
            case backend(Int)
            /// A name that is known when the request is; an unknown one is no match.
            case name(LogFormat)
        }
        let target: Target
        let condition: ACLCondition?
    }

    let rules: [Rule]
    /// Backends that names can choose, by name.
    let backends: [[UInt8]: Int]

    init?(_ rules: [Rule], backends: [[UInt8]: Int]) {
        guard !rules.isEmpty else { return nil }
        self.rules = rules
        self.backends = backends
    }

    /// The index of the backend to use; nil when no rule applies.
    func target(_ evaluation: StreamEvaluation) -> Int? {
        for rule in rules {
            evaluation.begin()
            if let condition = rule.condition, condition.matches(evaluation) != .yes { continue }
            switch rule.target {
            case .backend(let index): return index
            case .name(let format):
                guard let name = format.evaluate(evaluation) else { continue }
                // The name is found or nothing is: the rules end here, as the manual says.
                return backends[name.bytes]
            }
        }
        return nil
    }
}
