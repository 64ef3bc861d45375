/// What the `when` converter may ask for.
public enum WhenCondition: Int64, Sendable, CaseIterable {
    case acl, error, forwarded, normal, processed, stopping, toApplet

    var name: String { self == .toApplet ? "toapplet" : "\(self)" }
}

extension Converter {
    /// `when(<condition>[,<args>...])`
    static let when = Converter(
        "when", takes: .any, gives: .same,
        arguments: ArgumentGrammar([.string], optional: [.string, .string, .string]),
        "Passes the value on if a condition is met.",
        check: { arguments in
            var name = arguments.text(0)
            let isNegated = name.hasPrefix("!")
            if isNegated { name.removeFirst() }
            guard let condition = WhenCondition.allCases.first(where: { $0.name == name }) else {
                let known = WhenCondition.allCases.map { "'\($0.name)'" }.joined(separator: ", ")
                throw arguments.refuse("unknown condition '\(name)', expects one of \(known).")
            }
            let count = condition == .acl ? 2 : 1
            guard arguments.count == count, condition != .acl || !arguments.text(1).isEmpty else {
                throw arguments.refuse(
                    condition == .acl
                        ? "condition 'acl' expects the name of an ACL." : "condition '\(name)' takes no argument.")
            }
            if condition == .acl { arguments.object = arguments.condition(of: [arguments.text(1)]) }
            arguments.set(condition.rawValue << 1 | (isNegated ? 1 : 0), at: 0)
        },
        apply: { value, arguments, evaluation in
            let code = arguments.integer(0)
            let isMet: Bool?
            if let condition = arguments.object(as: NamedCondition.self) {
                isMet = condition.matches(evaluation)
            } else {
                isMet = WhenCondition(rawValue: code >> 1).map { evaluation.meets($0) }
            }
            guard let isMet, isMet != (code & 1 == 1) else { return nil }
            return value
        })
}
