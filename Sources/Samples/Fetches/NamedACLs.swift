import Configuration

extension SampleFetch {
    /// `acl([!]<name>[,...])`
    static let namedACLs = SampleFetch(
        "acl", gives: .boolean,
        takes: ArgumentGrammar([.string], optional: [ArgumentKind](repeating: .string, count: 11)), in: .everywhere,
        "Whether all of the named ACLs match.",
        check: { arguments in
            let names = (0..<arguments.count).map { arguments.text($0) }
            guard names.allSatisfy({ !$0.drop(while: { $0 == "!" }).isEmpty }) else {
                throw arguments.refuse("expects the names of ACLs.")
            }
            arguments.object = arguments.condition(of: names)
        },
        find: { arguments, evaluation in
            arguments.object(as: NamedCondition.self)?.matches(evaluation).map { .boolean($0) }
        })
}

extension PreparedArguments {
    /// What names of ACLs stand for, once they are all known.
    func condition(of names: [String]) -> NamedCondition {
        let condition = NamedCondition(names, at: place)
        if let scope, let place { scope.conditions.append((condition, place)) }
        return condition
    }
}
