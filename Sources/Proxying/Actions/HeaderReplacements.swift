import Configuration
import HTTP
import Memory
import Samples

/// `replace-header` and `replace-value` (manual, 4.4).
extension Action {
    static let replaceHeader = Action(
        "replace-header", in: .http, usage: "<name> <match-regex> <replace-fmt>",
        "Replaces values of fields that match a regular expression.", parse: readReplacement
    ) { arguments, evaluation in
        replace(arguments, evaluation) { value, rewriting in rewriting.rewrite(value) }
    }

    static let replaceValue = Action(
        "replace-value", in: .http, usage: "<name> <match-regex> <replace-fmt>",
        "Replaces elements of lists in fields that match a regular expression.", parse: readReplacement
    ) { arguments, evaluation in
        replace(arguments, evaluation) { value, rewriting in rewriting.rewriteElements(value) }
    }

    private static func readReplacement(_ reader: inout ActionReader) throws -> RuleArguments {
        let words = try reader.words(3)
        return RuleArguments(
            format: try reader.headFormat(words[2]), name: Array(words[0].text.lowercased().utf8),
            object: try reader.regularExpression(words[1]))
    }

    @inline(__always)
    private static func replace(
        _ arguments: RuleArguments, _ evaluation: StreamEvaluation, _ edit: (ByteView, Rewriting) -> Message.ValueEdit
    ) -> RuleOutcome {
        guard let rewriting = Rewriting(arguments, evaluation) else { return .failed }
        return evaluation.edit { message in
            message.replaceValues(named: arguments.name.view) { edit($0, rewriting) }
        }
    }
}

/// The regular expression of a rule, and what takes the place of what matches it.
struct Rewriting {
    private let expression: RegularExpression
    private let template: ByteView
    private let scratch: RegularExpressionScratch
    private let evaluation: StreamEvaluation

    /// Nil when the replacement has no room.
    init?(_ arguments: RuleArguments, _ evaluation: StreamEvaluation) {
        guard let expression = arguments.object(as: RegularExpression.self), let scratch = evaluation.patterns?.scratch,
            let template = arguments.format?.evaluate(evaluation)
        else { return nil }
        self.expression = expression
        self.template = template
        self.scratch = scratch
        self.evaluation = evaluation
    }

    func rewrite(_ value: ByteView) -> Message.ValueEdit {
        guard expression.captures(value, scratch) else { return .keep }
        let text = evaluation.write { Substitution.append(template, to: $0, of: value, scratch) }
        return text.map { .replace($0) } ?? .fail
    }

    /// Each element of a comma-separated list for itself; those that are replaced lose the blanks around them.
    func rewriteElements(_ value: ByteView) -> Message.ValueEdit {
        var isChanged = false
        let text = evaluation.write { out in
            var start = 0
            while true {
                let end = value.firstUnquoted(from: start) { $0 == 44 }
                let element = value.slice(start, end).withoutBlanks
                let matches = expression.captures(element, scratch)
                isChanged = isChanged || matches
                guard
                    matches
                        ? Substitution.append(template, to: out, of: element, scratch)
                        : out.append(value.slice(start, end))
                else { return false }
                if end >= value.count { return true }
                guard out.append(44) else { return false }
                start = end &+ 1
            }
        }
        guard isChanged else { return .keep }
        return text.map { .replace($0) } ?? .fail
    }
}
