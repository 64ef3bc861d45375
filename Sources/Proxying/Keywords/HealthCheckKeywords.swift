import Configuration
import Samples

/// The keywords of `healthcheck` sections (manual, 12.9).
public enum HealthCheckKeywords {
    public static let catalogue = Catalogue<HealthCheckSection>(
        [type] + CheckRules.keywords(in: .healthCheck), otherWords: GenerationBuilder.sectionWords)

    private static let type = Keyword<HealthCheckSection>(
        "type", in: .healthCheck, usage: "<type> [<argument>...]", summary: "Sets the kind of the check."
    ) { arguments, section in
        let word = try arguments.next(named: "<type>")
        guard let type = CheckType.all.first(where: { $0.name == word.text }) else {
            throw ConfigurationError(
                "'type' : unknown health-check type '\(word.text)'", at: word,
                suggestions: Suggestion.nearest(to: word.text, among: CheckType.all.map(\.name)))
        }
        section.checks.choose(try type.parse(&arguments, section.expressions))
        section.hasType = true
    }
}

/// A `healthcheck` section while it is read.
public final class HealthCheckSection: CheckOwner {
    let name: String
    var checks = CheckDraft()
    let expressions: ExpressionScope
    var hasType = false

    init(name: String, expressions: ExpressionScope) {
        self.name = name
        self.expressions = expressions
    }
}
