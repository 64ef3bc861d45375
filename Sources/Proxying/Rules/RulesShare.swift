import Memory
import Samples

/// One loop's share of a proxy's rules. Rule sets belong to all loops, so that their references are not counted on a request's way;
/// the share keeps them.
public final class RulesShare {
    let tcpConnection: Unretained<RuleSet>?
    let tcpSession: Unretained<RuleSet>?
    let tcpContent: Unretained<RuleSet>?
    let tcpResponse: Unretained<RuleSet>?
    let httpRequest: Unretained<RuleSet>?
    let httpResponse: Unretained<RuleSet>?
    let httpAfterResponse: Unretained<RuleSet>?
    let redirect: Unretained<RuleSet>?
    let statistics: StatisticsPage?
    let switching: Unretained<SwitchingRules>?
    /// `force-be-switch`
    let forcedSwitching: [ACLCondition]
    let servers: Unretained<SwitchingRules>?
    /// `force-persist` and `ignore-persist`
    let persistence: PersistenceRules?
    let monitorFailures: [ACLCondition]
    let buffersRequests: Bool
    /// Cookies of responses are looked at.
    let looksAtCookies: Bool
    /// TCP connections are looked at before they go on.
    let concernPassing: Bool
    /// Requests are looked at before they go on.
    let concernRequests: Bool
    /// Responses are looked at before they go on.
    let concernResponses: Bool
    private let kept: ProxyRules

    init(_ rules: ProxyRules) {
        kept = rules
        tcpConnection = Unretained(rules.tcpConnection)
        tcpSession = Unretained(rules.tcpSession)
        tcpContent = Unretained(rules.tcpContent)
        tcpResponse = Unretained(rules.tcpResponse)
        httpRequest = Unretained(rules.httpRequest)
        httpResponse = Unretained(rules.httpResponse)
        httpAfterResponse = Unretained(rules.httpAfterResponse)
        redirect = Unretained(rules.redirect)
        statistics = rules.statistics
        switching = Unretained(rules.switching)
        forcedSwitching = rules.forcedSwitching
        servers = Unretained(rules.servers)
        persistence = rules.persistence
        looksAtCookies = rules.looksAtCookies
        monitorFailures = rules.monitorFailures
        buffersRequests = rules.buffersRequests
        concernPassing = tcpContent != nil || switching != nil || !forcedSwitching.isEmpty
        concernRequests =
            httpRequest != nil || tcpContent != nil || statistics != nil || redirect != nil || switching != nil
            || buffersRequests || !forcedSwitching.isEmpty
        concernResponses =
            httpResponse != nil || httpAfterResponse != nil || tcpResponse != nil || looksAtCookies
    }
}
