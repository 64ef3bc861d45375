import Samples

/// `use_backend` or `use-server` lines in their order: the first that applies names the target (manual, 4.2).
public final class SwitchingRules: Sendable {
    struct Rule: Sendable {
        enum Target: Sendable {
            /// A proxy of the generation, or a server of the backend.
            case index(Int)
            /// A name that is known when the request is; an unknown one is no match.
            case name(LogFormat)
        }
        let target: Target
        let condition: ACLCondition?
    }

    let rules: [Rule]
    /// What names can choose.
    let targets: [[UInt8]: Int]

    init?(_ rules: [Rule], targets: [[UInt8]: Int]) {
        guard !rules.isEmpty else { return nil }
        self.rules = rules
        self.targets = targets
    }

    /// The index of the target; nil when no rule applies.
    ///
    /// - Parameter accepts: whether a target can be used; otherwise the next rule is looked at.
    func target(_ evaluation: StreamEvaluation, accepts: (Int) -> Bool = { _ in true }) -> Int? {
        for rule in rules {
            evaluation.begin()
            if let condition = rule.condition, condition.matches(evaluation) != .yes { continue }
            let target: Int
            switch rule.target {
            case .index(let index): target = index
            case .name(let format):
                guard let name = format.evaluate(evaluation) else { continue }
                // The name is found or nothing is: the rules end here, as the manual says.
                guard let index = targets[name.bytes] else { return nil }
                target = index
            }
            if accepts(target) { return target }
        }
        return nil
    }
}
