import Samples

/// `force-persist` and `ignore-persist` lines in their order: the first that applies decides (manual, 4.2).
public final class PersistenceRules: Sendable {
    public struct Rule: Sendable {
        /// `force-persist`, else `ignore-persist`.
        let forces: Bool
        let condition: ACLCondition
    }

    private let rules: [Rule]

    init?(_ rules: [Rule]) {
        guard !rules.isEmpty else { return nil }
        self.rules = rules
    }

    /// True to force persistence, false to ignore it, nil when no rule applies.
    func decision(_ evaluation: StreamEvaluation) -> Bool? {
        for rule in rules {
            evaluation.begin()
            if rule.condition.matches(evaluation) == .yes { return rule.forces }
        }
        return nil
    }
}
