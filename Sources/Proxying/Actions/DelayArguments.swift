import Configuration
import Memory
import Samples

/// A time that is written in a rule or found by an expression, in milliseconds.
enum DelayArguments {
    /// - Parameter rule: what messages call it: `set-timeout server`.
    static func read(_ reader: inout ActionReader, rule: String, number: Int64 = 0) throws -> RuleArguments {
        guard let word = reader.arguments.peek, !reader.isAtCondition else {
            throw ConfigurationError("expects a time value")
        }
        guard word.text.utf8.first.map({ $0 >= 48 && $0 <= 57 }) == true else {
            do { return RuleArguments(expression: try reader.expression(), number: number) } catch {
                throw ConfigurationError(
                    "unexpected character '\(word.text.prefix(1))' in rule '\(rule)'.", at: word)
            }
        }
        reader.arguments.skip()
        let time = try milliseconds(word, rule)
        guard time > .zero else {
            throw ConfigurationError("null value is not valid for a '\(rule)' rule.", at: word)
        }
        return RuleArguments(number: number | time.rawValue)
    }

    /// A time as a word.
    static func milliseconds(_ word: Word, _ rule: String? = nil) throws -> Milliseconds {
        do throws(TimeFailure) { return try Milliseconds(configuration: word.text) } catch {
            switch error {
            case .unexpectedCharacter(let character), .trailingCharacter(let character, _):
                let place = rule.map { " in rule '\($0)'" } ?? ""
                throw ConfigurationError("unexpected character '\(character)'\(place).", at: word)
            case .missing, .overflow:
                throw ConfigurationError(
                    "timer overflow in argument '\(word.text)' (maximum value is 2147483647 ms or ~24.8 days).",
                    at: word)
            }
        }
    }

    /// The time; nil when the expression finds none.
    static func delay(_ arguments: RuleArguments, _ evaluation: StreamEvaluation) -> Milliseconds? {
        guard let expression = arguments.expression else { return Milliseconds(arguments.number & 0xffff_ffff) }
        guard case .integer(let value)? = expression.evaluate(evaluation, as: .integer), value > 0 else { return nil }
        return min(Milliseconds(value), .maximumTimer)
    }
}
