/// A named or anonymous test: it matches when one of its expressions does (manual, 7.1).
///
/// Later lines of its name add to it, also for the conditions in front of them; once the configuration runs it never changes,
/// which makes it Sendable.
public final class ACL: @unchecked Sendable {
    /// Empty for an anonymous one.
    public let name: String
    public private(set) var tests: ContiguousArray<ACLTest>
    /// The same, to be followed without counting.
    private var references: ContiguousArray<Unmanaged<ACLTest>>

    public init(_ name: String, _ tests: [ACLTest]) {
        self.name = name
        self.tests = ContiguousArray(tests)
        references = ContiguousArray(tests.map { .passUnretained($0) })
    }

    func add(_ test: ACLTest) {
        tests.append(test)
        references.append(.passUnretained(test))
    }

    /// Where some of it can match.
    public var places: SamplePlaces { tests.reduce([]) { $0.union($1.expression.places) } }

    func matches(_ evaluation: Evaluation) -> Verdict {
        var result = Verdict.no
        // The tests are the ACL's own and never change while it is in use.
        for position in references.indices {
            switch references[position]._withUnsafeGuaranteedRef({ $0.matches(evaluation) }) {
            case .yes: return .yes
            case .unknown: result = .unknown
            case .no: break
            }
        }
        return result
    }
}
