import Configuration
import Samples

/// The keywords of `log-profile` sections (manual, 8.3.5).
public enum LogProfileKeywords {
    public static let catalogue = Catalogue<LogProfileBuilder>(
        Keyword<LogProfileBuilder>.logProfile, otherWords: GenerationBuilder.sectionWords)
}

extension Keyword<LogProfileBuilder> {
    static let logProfile: [Keyword] = [
        Keyword("log-tag", in: .logProfile, usage: "<string>", summary: "Names the program in log lines.") {
            arguments, profile in
            profile.tag = try arguments.logTag()
        },
        Keyword(
            "on", in: .logProfile, usage: "<step> [drop] [format <fmt>] [sd <fmt>]",
            summary: "Says what lines of a step say."
        ) { arguments, profile in
            let word = arguments.optional()
            let known = LogOrigin.steps.first { $0.word == word?.text }
            guard let word, known != nil || word.text == "any" else {
                throw ConfigurationError(
                    "'on' expects a log step, not '\(word?.text ?? "")'.", at: word,
                    suggestions: Suggestion.nearest(
                        to: word?.text ?? "", among: LogOrigin.steps.map(\.word) + ["any"]))
            }
            let step = try readStep(&arguments, profile)
            if let known {
                for origin in known.origins { profile.steps[origin] = step }
            } else {
                profile.anyStep = step
            }
        },
    ]

    private static func readStep(
        _ arguments: inout Arguments, _ profile: LogProfileBuilder
    ) throws -> LogProfile.Step {
        var step = LogProfile.Step()
        guard !arguments.isAtEnd else { throw ConfigurationError("'on' expects 'drop', 'format' or 'sd'.") }
        while let word = arguments.optional() {
            switch word.text {
            case "drop": step.isDropped = true
            case "format": step.format = try format(&arguments, word, profile)
            case "sd": step.structuredData = try format(&arguments, word, profile)
            default:
                throw ConfigurationError(
                    "'on' cannot handle unexpected argument '\(word.text)'.", at: word,
                    suggestions: Suggestion.nearest(to: word.text, among: ["drop", "format", "sd"]))
            }
        }
        return step
    }

    private static func format(
        _ arguments: inout Arguments, _ keyword: Word, _ profile: LogProfileBuilder
    ) throws -> LogFormat {
        guard let word = arguments.optional() else {
            throw ConfigurationError("'\(keyword.text)' expects an argument.", at: keyword)
        }
        let place = ExpressionPlace(line: arguments.line, word: word, section: profile.name, uses: .logs)
        return try ExpressionParser(profile.expressions, at: place).format(word.bytes, mergesBlanks: true)
    }
}
