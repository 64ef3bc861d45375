import Configuration
import Samples

/// `do-log` (manual, 4.4).
extension Action {
    static let doLog = Action(
        "do-log", in: .all, usage: "[profile <log_profile>]", "Writes a log line now.", parse: readProfile
    ) { arguments, evaluation in
        guard let origin = LogOrigin(rawValue: UInt8(truncatingIfNeeded: arguments.number)) else { return .next }
        let profile = arguments.object(as: LogProfile.self)
        evaluation.withSession { $0.frontend.accessLog?.tell(evaluation, at: origin, profile) }
        return .next
    }

    private static func readProfile(_ reader: inout ActionReader) throws -> RuleArguments {
        let origin = Int64(LogOrigin(reader.kind).rawValue)
        guard let option = reader.arguments.peek, reader.arguments.flag("profile") else {
            try reader.expectCondition(or: "only 'profile' may follow.")
            return RuleArguments(number: origin)
        }
        guard let word = reader.arguments.optional() else {
            throw ConfigurationError("'profile' expects the name of a log-profile section.", at: option)
        }
        return RuleArguments(number: origin, object: NamedLogProfile(word: word, line: reader.arguments.line))
    }
}

/// The log profile that a rule names, until all sections are read.
final class NamedLogProfile: Sendable {
    let word: Word
    let line: ConfigurationLine

    init(word: Word, line: ConfigurationLine) {
        self.word = word
        self.line = line
    }
}
