import Memory

/// `if` or `unless` and its ACLs (manual, 7.2): groups joined by "or", each of which needs all of its terms.
public final class ACLCondition: Sendable {
    /// One ACL of a condition.
    public struct Term: Sendable {
        public let acl: ACL
        let isNegated: Bool
        /// The last one of its group.
        var endsGroup: Bool

        init(_ acl: ACL, isNegated: Bool) {
            self.acl = acl
            self.isNegated = isNegated
            endsGroup = false
        }
    }

    private struct Entry: BitwiseCopyable, @unchecked Sendable {
        /// Owned by `terms`.
        let acl: Unmanaged<ACL>
        let isNegated: Bool
        let endsGroup: Bool
    }

    public let terms: [Term]
    private let entries: ConstantArray<Entry>
    private let isUnless: Bool

    init(_ terms: [Term], isUnless: Bool) {
        self.terms = terms
        self.isUnless = isUnless
        entries = ConstantArray(
            terms.map { Entry(acl: .passUnretained($0.acl), isNegated: $0.isNegated, endsGroup: $0.endsGroup) })
    }

    /// Whether the rule that it belongs to is to run. It is never unknown when the evaluation is complete.
    public func matches(_ evaluation: Evaluation) -> Verdict {
        var group = Verdict.yes
        var result = Verdict.no
        let entries = entries.view
        var position = 0
        while let entry = entries.at(position) {
            position &+= 1
            if group != .no {
                let verdict = entry.acl._withUnsafeGuaranteedRef { $0.matches(evaluation) }
                if verdict == .unknown {
                    group = .unknown
                } else if (verdict == .yes) == entry.isNegated {
                    group = .no
                }
            }
            guard entry.endsGroup else { continue }
            if group == .yes { return isUnless ? .no : .yes }
            if group == .unknown { result = .unknown }
            group = .yes
        }
        if result == .unknown { return .unknown }
        return isUnless ? .yes : .no
    }
}
