import Configuration
import Memory
import Samples

/// `del-header` (manual, 4.4).
extension Action {
    static let delHeader = Action(
        "del-header", in: .http, usage: "<name> [-m <meth>]", "Takes out all fields whose names match.",
        parse: readRemoval
    ) { arguments, evaluation in
        guard let method = NameMatch(rawValue: arguments.number) else { return .failed }
        let expression = method == .expression ? arguments.object as? RegularExpression : nil
        let scratch = expression == nil ? nil : evaluation.patterns?.scratch
        return evaluation.edit { message in
            message.removeFields { name in
                guard let expression else { return method.matches(name, arguments.name.view) }
                return scratch.map { expression.captures(name, $0) } ?? false
            }
            return true
        }
    }

    private static func readRemoval(_ reader: inout ActionReader) throws -> RuleArguments {
        let name = try reader.word(or: "expects at least 1 argument.")
        var method = NameMatch.whole
        if reader.arguments.flag("-m") {
            let word = try reader.word(or: "-m flag expects exactly 1 argument.")
            guard let named = NameMatch(word.text) else {
                throw ConfigurationError("-m with unsupported matching method '\(word.text)'.", at: word)
            }
            method = named
        }
        let expression = method == .expression ? try reader.regularExpression(name) : nil
        return RuleArguments(
            name: Array(name.text.lowercased().utf8), number: method.rawValue, object: expression)
    }
}

/// How names of fields, which are in lower case, are compared with what a rule says.
enum NameMatch: Int64 {
    case whole, prefix, suffix, part, expression

    init?(_ word: String) {
        switch word {
        case "str": self = .whole
        case "beg": self = .prefix
        case "end": self = .suffix
        case "sub": self = .part
        case "reg": self = .expression
        default: return nil
        }
    }

    /// Whether a name is, begins with, ends in or contains `text`.
    @inline(__always)
    func matches(_ name: ByteView, _ text: ByteView) -> Bool {
        guard name.count >= text.count else { return false }
        switch self {
        case .whole: return name.equals(text)
        case .prefix: return name.slice(0, text.count).equals(text)
        case .suffix: return name.slice(name.count - text.count).equals(text)
        case .part:
            return (0...name.count - text.count).contains { name.slice($0, $0 + text.count).equals(text) }
        case .expression: return false
        }
    }
}
