import Memory

/// Parts of JSON web tokens (manual, 7.3.1).
extension Converter {
    /// `jwt_header_query([<json_path>[,<output_type>]])`
    static let jwtHeaderQuery = query("jwt_header_query", part: 0, "The header of a token, or a value in it.")

    /// `jwt_payload_query([<json_path>[,<output_type>]])`
    static let jwtPayloadQuery = query("jwt_payload_query", part: 1, "The payload of a token, or a value in it.")

    private static func query(_ name: String, part: Int, _ summary: String) -> Converter {
        Converter(
            name, takes: .binary, gives: .any, arguments: ArgumentGrammar(optional: [.string, .string]), summary,
            check: { if $0.has(0) { $0.object = try JSONQuery($0) } },
            apply: { value, arguments, evaluation in
                guard let view = value.view else { return nil }
                let token = CompactToken(view)
                guard token.count > 1, let text = token.decoded(part, evaluation) else { return nil }
                guard let query = arguments.object(as: JSONQuery.self) else { return .string(text) }
                return query.evaluate(text, evaluation)
            }
        )
    }
}
