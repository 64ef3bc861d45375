import Configuration

/// ACLs that an expression names, as `acl()` and `when(acl)` do: found once all of a section is known.
///
/// It never changes once the configuration runs, which makes it Sendable.
public final class NamedCondition: @unchecked Sendable {
    /// Names, each of them perhaps behind `!`.
    private let words: [Word]
    private var condition: ACLCondition?

    init(_ names: [String], at place: ExpressionPlace?) {
        words = names.map { Word($0, column: place?.word?.column) }
    }

    /// ACLs that name one another go no deeper.
    private static let depthLimit = 8

    /// Whether all of the ACLs say so; nil while that is not known, and where they lead back to themselves.
    func matches(_ evaluation: Evaluation) -> Bool? {
        guard let condition, evaluation.depth < Self.depthLimit else { return nil }
        evaluation.depth += 1
        defer { evaluation.depth -= 1 }
        return switch condition.matches(evaluation) {
        case .yes: true
        case .no: false
        case .unknown: nil
        }
    }

    /// Looks the names up in a section.
    public func resolve(_ parser: ExpressionParser, _ table: inout ACLTable) throws {
        condition = try ACLConditionParser.parse(words, isUnless: false, parser, &table)
    }
}
