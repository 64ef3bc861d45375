import Configuration

extension Keyword<ProxyBuilder> {
    /// The actions of the rule sets whose work is not built, by what they come with (manual, 4.3).
    static let plannedRules: [Keyword] = RuleSetKind.allCases.flatMap { set in
        planned(set, "track-sc", .prefix, "stick tables")
            + planned(
                set, "sc-add-gpc sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt sc-set-gpt0", .call, "stick tables")
            + planned(set, "lua.", .prefix, "Lua") + plannedActions(of: set)
    }

    private static func plannedActions(of set: RuleSetKind) -> [Keyword] {
        let content =
            planned(set, "send-spoe-group", .exact, "filters")
            + planned(set, "set-bandwidth-limit", .exact, "the filters that limit bandwidth")
        let request =
            planned(set, "do-resolve", .call, "resolvers") + planned(set, "use-service", .exact, "services")
        return switch set {
        case .tcpConnection: []
        case .tcpSession: planned(set, "attach-srv", .exact, "connections that servers open")
        case .tcpContent: content + request
        case .tcpResponse: content
        case .httpRequest: content + request + planned(set, "cache-use", .exact, "the cache")
        case .httpResponse: content + planned(set, "cache-store", .exact, "the cache")
        case .httpAfterResponse: planned(set, "del-acl", .call, "changes of lists behind answers")
        }
    }

    private static func planned(
        _ set: RuleSetKind, _ actions: String, _ matching: Matching, _ cause: String
    ) -> [Keyword] {
        planned(all: actions, behind: set.words + " ", in: set.places, waitingFor: cause, matching: matching)
    }
}
