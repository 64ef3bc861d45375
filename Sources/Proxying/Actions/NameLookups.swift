import Configuration
import Samples

/// `do-resolve` (manual, 4.4).
extension Action {
    static let doResolve = Action(
        "do-resolve", in: [.tcpContent, .httpRequest], usage: "(<var>,<resolvers>[,ipv4|ipv6]) <expr>",
        "Sets a variable to an address of the name that an expression finds.", matching: .call, parse: readLookup
    ) { arguments, evaluation in
        evaluation.withStream { $0.lookUp(arguments, evaluation) } ?? .next
    }

    private static func readLookup(_ reader: inout ActionReader) throws -> RuleArguments {
        let word = "do-resolve" + reader.arguments.suffix
        let parts = reader.call.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), parts.count < 3 || parts[2] == "ipv4" || parts[2] == "ipv6" else {
            throw unreadable(word)
        }
        guard !reader.isAtCondition, let first = reader.arguments.peek else {
            throw ConfigurationError("Can't parse '': missing fetch method. \(expectation)")
        }
        let variable: VariableName
        do { variable = try VariableName(parts[0]) } catch { throw ConfigurationError("\(error)") }
        let named = NamedResolvers(
            section: parts[1], prefersIPv4: parts.count > 2 && parts[2] == "ipv4", line: reader.arguments.line)
        do {
            return RuleArguments(expression: try reader.expression(), variable: variable, object: named)
        } catch let error as ConfigurationError {
            throw ConfigurationError(
                "Can't parse '\(first.text)': \(error.message) \(expectation)", column: error.column,
                suggestions: error.suggestions)
        }
    }

    private static let expectation =
        "Expects 'do-resolve(<varname>,<resolvers>[,<options>]) <expr>'. Available options are 'ipv4' and 'ipv6'."

    private static func unreadable(_ word: String) -> ConfigurationError {
        ConfigurationError("Can't parse '\(word)'. \(expectation)")
    }
}

/// The `resolvers` section that a rule names, which may be declared later.
final class NamedResolvers: Sendable {
    let section: String
    let prefersIPv4: Bool
    let line: ConfigurationLine

    init(section: String, prefersIPv4: Bool, line: ConfigurationLine) {
        self.section = section
        self.prefersIPv4 = prefersIPv4
        self.line = line
    }
}

/// How a rule looks names up.
final class LookupPlan: Sendable {
    /// The place of the section among the generation's.
    let resolvers: Int
    let prefersIPv4: Bool

    init(resolvers: Int, prefersIPv4: Bool) {
        self.resolvers = resolvers
        self.prefersIPv4 = prefersIPv4
    }
}
