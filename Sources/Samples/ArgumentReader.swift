import Configuration
import Memory

/// Reads the arguments in the parentheses behind a fetch or converter.
struct ArgumentReader {
    /// Whose arguments they are.
    enum Owner {
        case fetch(String)
        case converter(String, of: String)

        /// How messages about one argument begin.
        func prefix(_ position: Int) -> String {
            switch self {
            case .fetch(let name): "fetch method '\(name)' : "
            case .converter(let name, _): "invalid arg \(position + 1) in converter '\(name)' : "
            }
        }

        /// The keyword in messages that come later.
        var keyword: String {
            switch self {
            case .fetch(let name): "sample fetch keyword '\(name)'"
            case .converter(let name, let fetch): "conversion keyword '\(name)' for sample fetch keyword '\(fetch)'"
            }
        }
    }

    let parser: ExpressionParser
    let owner: Owner

    init(_ parser: ExpressionParser, _ owner: Owner) {
        self.parser = parser
        self.owner = owner
    }

    /// Reads a list in parentheses, or none.
    func read(_ text: inout ExpressionText, _ grammar: ArgumentGrammar) throws -> PreparedArguments {
        let values = try readList(&text, grammar)
        if values.count < grammar.required, !grammar.kinds[values.count].isImplied {
            throw refusal(
                values.count,
                "missing arguments (got \(values.count)/\(grammar.required)), type '\(grammar.kinds[values.count].name)' expected."
            )
        }
        return PreparedArguments(count: values.count, values: values, scope: parser.scope, place: parser.place)
    }

    private func readList(
        _ text: inout ExpressionText, _ grammar: ArgumentGrammar
    ) throws -> [PreparedArguments.Value] {
        var values: [PreparedArguments.Value] = []
        guard text.take(40) else {
            // A text that must be given is empty where nothing is.
            let isText = grammar.kinds.first == .string || grammar.kinds.first == .number
            return grammar.required > 0 && isText ? [PreparedArguments.Value()] : []
        }
        // Empty parentheses are an empty argument where one is needed.
        if grammar.required == 0 || grammar.kinds.first?.isImplied == true, text.take(41) { return values }
        while true {
            guard values.count < grammar.kinds.count else {
                let rest = values.isEmpty ? text.rest : "," + text.rest
                throw refusal(max(0, values.count - 1), "expected ')' before '\(rest)'.")
            }
            guard let bytes = text.argument() else { throw refusal(values.count, "missing closing quote.") }
            let isOptional = values.count >= grammar.required
            values.append(try value(bytes, grammar.kinds[values.count], values.count, isOptional: isOptional))
            if text.take(44) { continue }
            guard text.take(41) else { throw refusal(values.count - 1, "expected ')'.") }
            return values
        }
    }

    private func value(
        _ bytes: [UInt8], _ kind: ArgumentKind, _ position: Int, isOptional: Bool
    ) throws -> PreparedArguments.Value {
        var value = PreparedArguments.Value(bytes: bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        switch kind {
        case .string, .frontend, .backend, .server, .table, .userList, .protobufField: break
        case .regularExpression:
            if bytes.isEmpty { throw refusal(position, "missing regex in arg \(position + 1).") }
        case .integer:
            if bytes.isEmpty, isOptional { break }
            guard let number = Int64(text) else { throw mismatch(text, kind, position) }
            value.integer = number
        case .number:
            if bytes.isEmpty { break }
            if let number = Int64(text) {
                value.integer = number
            } else {
                value.variable = try variable(text, position)
            }
        case .variable:
            // One that does not come first is not what the word is about; the row's check knows whether it can do without.
            if bytes.isEmpty, isOptional || position > 0 { break }
            value.variable = try variable(text, position)
        case .ipv4:
            guard let address = bytes.withView({ $0.ipv4 }) else { throw mismatch(text, kind, position) }
            value.integer = Int64(address)
        case .ipv6:
            guard bytes.withView({ $0.ipv6 }) != nil else { throw mismatch(text, kind, position) }
        case .ipv4Mask:
            if bytes.isEmpty, isOptional { break }
            value.integer = try ipv4Mask(text, bytes, position)
        case .ipv6Mask:
            if bytes.isEmpty, isOptional { break }
            value.bytes = try ipv6Mask(text, bytes, position)
        }
        return value
    }

    private func variable(_ text: String, _ position: Int) throws -> VariableName {
        do { return try VariableName(text) } catch { throw refusal(position, "\(error)") }
    }

    private func ipv4Mask(_ text: String, _ bytes: [UInt8], _ position: Int) throws -> Int64 {
        if let length = UInt64(text), length <= 32 { return Int64(UInt64(UInt32.max) << (32 - length) & 0xffff_ffff) }
        guard let mask = bytes.withView({ $0.ipv4 }) else { throw mismatch(text, .ipv4Mask, position) }
        return Int64(mask)
    }

    /// Sixteen bytes.
    private func ipv6Mask(_ text: String, _ bytes: [UInt8], _ position: Int) throws -> [UInt8] {
        if let length = Int(text), (0...128).contains(length) {
            return (0..<16).map { index in
                let bits = min(8, max(0, length - 8 * index))
                return bits == 0 ? 0 : UInt8(truncatingIfNeeded: 0xff << (8 - bits))
            }
        }
        guard let mask = InternetAddress.ipv6(text) else { throw mismatch(text, .ipv6Mask, position) }
        return mask
    }

    private func mismatch(_ text: String, _ kind: ArgumentKind, _ position: Int) -> ConfigurationError {
        refusal(position, "failed to parse '\(text)' as type '\(kind.name)' at position \(position + 1).")
    }

    private func refusal(_ position: Int, _ message: String) -> ConfigurationError {
        parser.refusal(owner.prefix(position) + message)
    }
}
