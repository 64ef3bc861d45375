import Configuration

extension Keyword<ProxyBuilder> {
    /// The actions of the rule sets whose work is not built, by what they come with (manual, 4.3).
    static let plannedRules: [Keyword] = RuleSetKind.allCases.flatMap { set in
        planned(set, "lua.", .prefix, "Lua") + plannedActions(of: set)
    }

    private static func plannedActions(of set: RuleSetKind) -> [Keyword] {
        let content = planned(set, "send-spoe-group", .exact, "filters")
        let request =
            planned(set, "use-service", .exact, "services")
        return switch set {
        case .tcpConnection: []
        case .tcpSession: planned(set, "attach-srv", .exact, "connections that servers open")
        case .tcpContent: content + request
        case .tcpResponse: content
        case .httpRequest: content + request + planned(set, "cache-use", .exact, "the cache")
        case .httpResponse: content + planned(set, "cache-store", .exact, "the cache")
        case .httpAfterResponse: []
        }
    }

    private static func planned(
        _ set: RuleSetKind, _ actions: String, _ matching: Matching, _ cause: String
    ) -> [Keyword] {
        planned(all: actions, behind: set.words + " ", in: set.places, waitingFor: cause, matching: matching)
    }
}
