import Configuration
import Samples

/// `stick` (manual, 4.2).
extension Keyword<ProxyBuilder> {
    static let stick = Keyword(
        "stick", in: .backend,
        usage: "{ match | on | store-request | store-response } <pattern> [table <table>] [{if | unless} <condition>]",
        summary: "Sends clients to the server that they were at before."
    ) { arguments, proxy in
        let kinds: [String: StickLine.Kind] = [
            "match": .match, "on": .on, "store-request": .storeRequest, "store-response": .storeResponse,
        ]
        guard let word = arguments.optional(), let kind = kinds[word.text] else {
            throw ConfigurationError("'stick' expects 'on', 'match', or 'store'.")
        }
        let uses: SamplePlaces = kind == .storeResponse ? .stickStore : .serverChoice
        guard let pattern = arguments.optional() else { throw ConfigurationError("'stick' expects a fetch method.") }
        let place = ExpressionPlace(
            line: arguments.line, word: pattern, section: arguments.context.name ?? "", uses: uses)
        let expression = try expression(pattern, ExpressionParser(proxy.expressions, at: place), &arguments)
        guard !expression.places.isDisjoint(with: uses) else {
            let time = kind == .storeResponse ? "response" : "request"
            throw ConfigurationError(
                "'stick': fetch method '\(expression.fetchName)' is not available during \(time).", at: pattern)
        }
        let table = arguments.flag("table") ? arguments.optional()?.text ?? "" : nil
        if let extra = arguments.peek, extra.text != "if", extra.text != "unless" {
            throw ConfigurationError("'stick': unknown keyword '\(extra.text)'.", at: extra)
        }
        let condition = try arguments.condition(of: "stick", proxy, uses: uses)
        proxy.stickLines.append(
            StickLine(kind: kind, expression: expression, table: table, condition: condition, line: arguments.line))
    }

    private static func expression(
        _ word: Word, _ parser: ExpressionParser, _ arguments: inout Arguments
    ) throws -> Expression {
        do { return try parser.parse(word, following: &arguments) } catch let error as ConfigurationError {
            throw ConfigurationError(
                "'stick': \(error.message)", column: error.column, suggestions: error.suggestions)
        }
    }
}
