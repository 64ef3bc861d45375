import HTTP
import Memory
import Samples

/// Actions on a request's method and target (manual, 4.4).
extension Action {
    static let setMethod = Action(
        "set-method", in: .httpRequest, usage: "<fmt>", "Replaces the request's method.", parse: line
    ) { arguments, evaluation in
        guard let value = arguments.format?.evaluate(evaluation) else { return .failed }
        return evaluation.edit { $0.replaceMethod(value) }
    }

    static let setPath = target("set-path", "Replaces the path, up to the query.", .path)
    static let setPathAndQuery = target("set-pathq", "Replaces the path and the query.", .pathAndQuery)
    static let setQuery = target("set-query", "Replaces the query.", .query)
    static let setURI = target("set-uri", "Replaces the whole target.", .whole)

    static let replacePath = replacement("replace-path", "Replaces a path that matches a regular expression.", .path)
    static let replacePathAndQuery = replacement(
        "replace-pathq", "Replaces a path with its query that matches a regular expression.", .pathAndQuery)
    static let replaceURI = replacement(
        "replace-uri", "Replaces a target that matches a regular expression.", .whole)

    private static func line(_ reader: inout ActionReader) throws -> RuleArguments {
        let problem = "expects exactly 1 argument <format>."
        let format = try reader.headFormat(reader.word(or: problem))
        try reader.expectCondition(or: problem)
        return RuleArguments(format: format)
    }

    private static func target(_ name: String, _ summary: String, _ part: TargetPart) -> Action {
        Action(
            name, in: .httpRequest, usage: "<fmt>", summary,
            parse: { reader in RuleArguments(format: try line(&reader).format, number: part.rawValue) },
            run: { arguments, evaluation in
                guard let part = TargetPart(rawValue: arguments.number),
                    let value = arguments.format?.evaluate(evaluation)
                else { return .failed }
                return evaluation.replace(part, with: value)
            })
    }

    private static func replacement(_ name: String, _ summary: String, _ part: TargetPart) -> Action {
        Action(
            name, in: .httpRequest, usage: "<match-regex> <replace-fmt>", summary,
            parse: { reader in
                let problem = "expects exactly 2 arguments <match-regex> and <replace-format>."
                let pattern = try reader.word(or: problem)
                let format = try reader.word(or: problem)
                try reader.expectCondition(or: problem)
                return RuleArguments(
                    format: try reader.headFormat(format), number: part.rawValue,
                    object: try reader.regularExpression(pattern, "failed to parse the regex : "))
            },
            run: { arguments, evaluation in
                guard let part = TargetPart(rawValue: arguments.number) else { return .failed }
                let value = evaluation.withRequest { message, arena in part.view(of: message.target(in: arena)) }
                guard let value else { return .next }
                guard let rewriting = Rewriting(arguments, evaluation) else { return .failed }
                switch rewriting.rewrite(value) {
                case .keep: return .next
                case .fail, .remove: return .failed
                case .replace(let value): return evaluation.replace(part, with: value)
                }
            })
    }
}

/// A part of a request's target.
enum TargetPart: Int64 {
    case path, pathAndQuery, query, whole

    /// The part as a rule sees it; nil where the target has none.
    func view(of target: RequestTarget) -> ByteView? {
        switch self {
        case .path: target.path
        case .pathAndQuery: target.pathAndQuery
        case .query: target.query
        case .whole: target.view
        }
    }

    /// What the part is replaced between: scheme and authority stay, and for a path its query too.
    fileprivate func surroundings(of target: RequestTarget, for value: ByteView) -> (before: ByteView, after: ByteView)
    {
        switch self {
        case .whole: return (.empty, .empty)
        case .path:
            guard let path = target.path else { return (.empty, .empty) }
            let before = target.origin
            return (before, target.view.slice(before.count).query(behind: path))
        case .pathAndQuery: return target.path == nil ? (.empty, .empty) : (target.origin, .empty)
        case .query:
            guard let query = target.query else { return (target.view, .empty) }
            return (target.view.slice(0, target.view.count - query.count), .empty)
        }
    }

    /// Appends the target with the part replaced.
    func append(_ value: ByteView, to out: Buffer, in target: RequestTarget) -> Bool {
        let (before, after) = surroundings(of: target, for: value)
        guard out.append(before) else { return false }
        // A question mark that was there stays; without one, an empty query adds none.
        if self == .query, target.query == nil, !value.isEmpty, !out.append(63) { return false }
        return out.append(value) && out.append(after)
    }
}

extension ByteView {
    /// What follows the path at the beginning; the path that stands for none is not there.
    fileprivate func query(behind path: ByteView) -> ByteView {
        byte(at: 0) == 47 ? slice(path.count) : self
    }
}

extension StreamEvaluation {
    /// Replaces a part of the request's target.
    func replace(_ part: TargetPart, with value: ByteView) -> RuleOutcome {
        let target = withRequest { message, arena in
            write { part.append(value, to: $0, in: message.target(in: arena)) }
        }
        guard let target else { return .failed }
        return edit { $0.replaceTarget(target) && (part != .whole || $0.alignHost()) }
    }
}
