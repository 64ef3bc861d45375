import Configuration
import Memory
import Samples

/// `normalize-uri` (manual, 4.4).
extension Action {
    static let normalizeURI = Action(
        "normalize-uri", in: .httpRequest, usage: "<normalizer> [full] [strict]",
        "Brings different spellings of a target together.", parse: readNormalizer
    ) { arguments, evaluation in
        guard let normalizer = URINormalizer(rawValue: arguments.number) else { return .failed }
        let part = evaluation.withRequest { message, arena in normalizer.part.view(of: message.target(in: arena)) }
        guard let part else { return .next }
        var outcome = URINormalizer.Outcome.noRoom
        let text = evaluation.write { out in
            outcome = normalizer.write(part, into: out)
            return outcome == .written
        }
        if outcome == .malformed {
            _ = evaluation.withStream { stream in
                stream.session.frontend.counters.requestErrors &+= 1
                stream.answer(400)
            }
            return .done
        }
        guard let text else { return .failed }
        return text.equals(part) ? .next : evaluation.replace(normalizer.part, with: text)
    }

    private static func readNormalizer(_ reader: inout ActionReader) throws -> RuleArguments {
        let name = try reader.word(or: "missing argument <normalizer>.")
        let normalizer: URINormalizer
        switch name.text {
        case "fragment-encode": normalizer = .fragmentEncode
        case "fragment-strip": normalizer = .fragmentStrip
        case "path-merge-slashes": normalizer = .pathMergeSlashes
        case "path-strip-dot": normalizer = .pathStripDot
        case "path-strip-dotdot":
            normalizer = try option("full", name, &reader) ? .pathStripDotDotFull : .pathStripDotDot
        case "percent-decode-unreserved":
            normalizer = try option("strict", name, &reader) ? .percentDecodeStrict : .percentDecode
        case "percent-to-uppercase":
            normalizer = try option("strict", name, &reader) ? .percentToUppercaseStrict : .percentToUppercase
        case "query-sort-by-name": normalizer = .querySortByName
        default: throw ConfigurationError("unknown normalizer '\(name.text)'.", at: name)
        }
        return RuleArguments(number: normalizer.rawValue)
    }

    private static func option(_ option: String, _ name: Word, _ reader: inout ActionReader) throws -> Bool {
        if reader.isAtCondition { return false }
        if reader.arguments.flag(option) { return true }
        throw ConfigurationError(
            "unknown argument '\(reader.arguments.peek?.text ?? "")' for '\(name.text)' normalizer.",
            at: reader.arguments.peek)
    }
}
