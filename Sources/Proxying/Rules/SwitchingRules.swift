import Memory
import Samples

/// `use_backend` or `use-server` lines in their order: the first that applies names the target (manual, 4.2). All loops walk the same
/// lines, so that nothing of them is counted.
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

    /// Of what `rules` own.
    private struct Entry: @unchecked Sendable {
        let condition: Unmanaged<ACLCondition>?
        let index: Int
        let name: Unmanaged<LogFormat>?

        init(_ rule: Rule) {
            condition = rule.condition.map { .passUnretained($0) }
            switch rule.target {
            case .index(let index): (self.index, name) = (index, nil)
            case .name(let format): (index, name) = (-1, .passUnretained(format))
            }
        }
    }

    let rules: [Rule]
    private let entries: ContiguousArray<Entry>
    /// What names can choose.
    private let targets: NameTable

    init?(_ rules: [Rule], targets: [(name: [UInt8], number: Int)]) {
        guard !rules.isEmpty else { return nil }
        self.rules = rules
        entries = ContiguousArray(rules.map { Entry($0) })
        self.targets = NameTable(targets)
    }

    /// The index of the target; nil when no rule applies.
    ///
    /// - Parameter accepts: whether a target can be used; otherwise the next rule is looked at.
    func target(_ evaluation: Evaluation, accepts: (Int) -> Bool = { _ in true }) -> Int? {
        for position in entries.indices {
            let entry = entries[position]
            evaluation.begin()
            if let condition = entry.condition, condition._withUnsafeGuaranteedRef({ $0.matches(evaluation) }) != .yes {
                continue
            }
            var target = entry.index
            if let format = entry.name {
                guard let name = format._withUnsafeGuaranteedRef({ $0.evaluate(evaluation) }) else { continue }
                // The name is found or nothing is: the rules end here, as the manual says.
                guard let index = targets.number(of: name) else { return nil }
                target = index
            }
            if accepts(target) { return target }
        }
        return nil
    }
}
