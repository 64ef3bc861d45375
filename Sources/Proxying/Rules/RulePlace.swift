import Configuration
import Memory
import Samples

/// Where a rule stands: in which set, and at which place of it.
struct RulePlace {
    unowned(unsafe) var set: RuleSet?
    var position: Int32 = 0

    var rule: Rule? {
        guard let set, position >= 0, Int(position) < set.rules.count else { return nil }
        return set.rules[Int(position)]
    }

    var location: SourceLocation? { rule?.location }
}

extension Stream {
    /// The rule that the stream waits for; nil when it does not.
    var waitingRule: RulePlace? {
        state.contains(.waitsInRules) ? ruleAtHand : nil
    }

    /// The rule at which the cursor stands, in the set of its phase; nil in a phase without rules.
    var ruleAtHand: RulePlace? {
        let frontend = session.frontend.rules
        let set: Unretained<RuleSet>? =
            switch cursor.phase {
            case .frontendContent: frontend.tcpContent
            case .frontendRequest: frontend.httpRequest
            case .backendContent: backend?.rules.tcpContent
            case .backendRequest: backend?.rules.httpRequest
            case .backendResponseContent: backend?.rules.tcpResponse
            case .backendResponse: backend?.rules.httpResponse
            case .frontendResponse: frontend.httpResponse
            case .backendAfterResponse: backend?.rules.httpAfterResponse
            case .frontendAfterResponse: frontend.httpAfterResponse
            case .frontendBody, .frontendPage, .switching, .backendBody, .backendPage, .serving, .cookies, .responding:
                nil
            }
        return set.map { set in set { RulePlace(set: $0, position: Int32(clamping: cursor.position)) } }
    }
}

extension StreamEvaluation {
    /// A rule runs that may end its set.
    @inline(__always)
    func noteFinal(_ set: RuleSet, at position: Int) {
        withStream { stream in
            guard stream.session.frontend.costs.contains(.lastRule) else { return }
            stream.takeRecord().finalRule = RulePlace(set: set, position: Int32(truncatingIfNeeded: position))
        }
    }
}
