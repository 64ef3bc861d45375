import Memory

extension Converter {
    /// `json_query(<json_path>[,<output_type>])`
    static let jsonQuery = Converter(
        "json_query", takes: .string, gives: .any, arguments: ArgumentGrammar([.string], optional: [.string]),
        "A value of a JSON text, found by its path.", check: prepareQuery, apply: query)

    private static let prepareQuery: Check = { $0.object = try JSONQuery($0) }

    private static let query: Apply = { value, arguments, evaluation in
        guard let view = value.view, let query = arguments.object(as: JSONQuery.self) else { return nil }
        return query.evaluate(view, evaluation)
    }
}
