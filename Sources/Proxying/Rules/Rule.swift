import Configuration
import HTTP
import Memory
import Samples

/// What running a rule's action has led to.
public enum RuleOutcome: UInt8, Sendable {
    /// The next rule follows.
    case next
    /// The rule set is over, and all is well.
    case stop
    /// The exchange has got its answer, or its end: nothing more is to be done with it.
    case done
    /// The action waits for something and runs again when that has come.
    case wait
    /// The action could not change the message as it should.
    case failed
}

/// One rule: an action, its arguments, and the condition under which it runs.
public struct Rule: Sendable {
    /// Runs an action. It is a plain function; what it needs is in its arguments and in what the loop looks at.
    public typealias Run = @Sendable (RuleArguments, StreamEvaluation) -> RuleOutcome

    let run: Run
    let arguments: RuleArguments
    var condition: ACLCondition?
    var location: SourceLocation?
    /// Its action ends the rule set, at least as a rule.
    var endsSet = false
    /// Nothing follows it when it has no condition.
    let isFinal: Bool
}

/// The checked arguments of an action, as flat as an action needs them; immutable once the configuration runs.
public final class RuleArguments: Sendable {
    let expression: Expression?
    let format: LogFormat?
    /// A second format, such as the value of a map's entry.
    let otherFormat: LogFormat?
    /// A name, in the form in which it is needed: a header's in lower case.
    let name: ConstantBytes
    let variable: VariableName?
    let number: Int64
    /// What only this action knows.
    let object: (any AnyObject & Sendable)?

    init(
        expression: Expression? = nil, format: LogFormat? = nil, otherFormat: LogFormat? = nil, name: [UInt8] = [],
        variable: VariableName? = nil, number: Int64 = 0, object: (any AnyObject & Sendable)? = nil
    ) {
        self.expression = expression
        self.format = format
        self.otherFormat = otherFormat
        self.name = ConstantBytes(name)
        self.variable = variable
        self.number = number
        self.object = object
    }

    /// What the action's own `parse` has prepared, of the type that it has made.
    func object<Object: AnyObject>(as type: Object.Type) -> Object? {
        object.map { unsafeDowncast($0, to: Object.self) }
    }
}

/// Rules in the order in which they are looked at. A loop walks a contiguous array and counts nothing.
public final class RuleSet: Sendable {
    private struct Entry: @unchecked Sendable {
        let run: Rule.Run
        /// Owned by `rules`.
        let arguments: Unmanaged<RuleArguments>
        let condition: Unmanaged<ACLCondition>?
        let endsSet: Bool
    }

    let rules: [Rule]
    private let entries: ContiguousArray<Entry>

    /// Nil without rules.
    init?(_ rules: [Rule]) {
        guard !rules.isEmpty else { return nil }
        self.rules = rules
        entries = ContiguousArray(
            rules.map { rule in
                Entry(
                    run: rule.run, arguments: .passUnretained(rule.arguments),
                    condition: rule.condition.map { .passUnretained($0) }, endsSet: rule.endsSet)
            })
    }

    /// Runs rules from `position` on. It ends with `next` when all were looked at; otherwise `position` is that of the rule that
    /// ended or interrupted it.
    func run(from position: inout Int, _ evaluation: StreamEvaluation) -> RuleOutcome {
        while position < entries.count {
            let entry = entries[position]
            if let condition = entry.condition {
                let verdict = condition._withUnsafeGuaranteedRef { $0.matches(evaluation) }
                // With more data, all rules are looked at again (manual, 4.2 `tcp-request inspect-delay`).
                if verdict == .unknown {
                    position = 0
                    return .wait
                }
                if verdict == .no {
                    position &+= 1
                    continue
                }
            }
            if entry.endsSet { evaluation.noteFinal(self, at: position) }
            let outcome = entry.arguments._withUnsafeGuaranteedRef { entry.run($0, evaluation) }
            if outcome != .next, outcome != .failed || !evaluation.toleratesFailure() { return outcome }
            position &+= 1
        }
        return .next
    }
}
