import Configuration
import Samples

/// The words behind `source` of a backend or a server (manual, 4.2 and 5.2).
enum SourceArguments {
    /// On a server's line other words may follow.
    ///
    /// - Parameter parser: compiles what looks into requests; nil where there are none.
    static func parse(
        _ arguments: inout Arguments, _ parser: ExpressionParser?, stopsAtUnknown: Bool
    ) throws -> SourceBinding {
        guard !arguments.isAtEnd else {
            throw ConfigurationError(
                stopsAtUnknown
                    ? "'source' expects <addr>[:<port>[-<port>]], and optionally 'usesrc' <addr>, and 'interface' <name> "
                        + "as argument."
                    : "'source' expects <addr>[:<port>], and optionally 'usesrc' <addr>, and 'interface' <name>.")
        }
        var source = SourceBinding()
        var rules: AddressRules = [.port, .names, .stream]
        if stopsAtUnknown { rules.insert(.portRange) }
        let address = try arguments.address(named: "<addr>", rules)
        source.address = try resolved(address, arguments)
        source.ports = address.ports
        while let word = arguments.peek {
            switch word.text {
            case "usesrc":
                arguments.skip()
                source.transparency = try transparency(&arguments, parser)
            case "interface":
                arguments.skip()
                guard let name = arguments.optional() else {
                    throw ConfigurationError("'interface' : missing interface name.", at: word)
                }
                source.interface = name.text
            default:
                if stopsAtUnknown { return source }
                throw ConfigurationError("'source' only supports optional keywords 'interface' and 'usesrc'.", at: word)
            }
        }
        return source
    }

    private static func transparency(
        _ arguments: inout Arguments, _ parser: ExpressionParser?
    ) throws -> SourceBinding.Transparency {
        guard let word = arguments.peek else {
            throw ConfigurationError(
                "'usesrc' expects <addr>[:<port>], 'client', 'clientip', or 'hdr_ip(name,#)' as argument.")
        }
        switch word.text {
        case "client":
            arguments.skip()
            return .client
        case "clientip":
            arguments.skip()
            return .clientIP
        case let text where text.hasPrefix("hdr_ip("):
            arguments.skip()
            return try header(text, word, parser)
        default:
            let address = try arguments.address(named: "<addr>", [.port, .names, .stream])
            return .address(try resolved(address, arguments))
        }
    }

    /// `hdr_ip(<name>[,<occurrence>])`
    private static func header(
        _ text: String, _ word: Word, _ parser: ExpressionParser?
    ) throws -> SourceBinding.Transparency {
        let parts = text.dropFirst("hdr_ip(".count).dropLast().split(
            separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard let parser, text.hasSuffix(")"), let name = parts.first, !name.isEmpty else {
            throw ConfigurationError(
                "'usesrc' expects <addr>[:<port>], 'client', 'clientip', or 'hdr_ip(name,#)' as argument.", at: word)
        }
        let occurrence = parts.count > 1 ? String(parts[1]) : "-1"
        guard let number = Int(occurrence), number >= -10 else {
            throw ConfigurationError(
                "'usesrc hdr_ip(name,num)' does not support negative occurrences values smaller than 10.", at: word)
        }
        // An occurrence of zero turns it off (manual, 4.2 `source`).
        if number == 0 { return .none }
        return .header(try parser.parse(Word("req.hdr_ip(\(name),\(number))", column: word.column)))
    }

    private static func resolved(_ address: Address, _ arguments: Arguments) throws -> Address {
        do {
            return try address.resolved()
        } catch {
            throw ConfigurationError("'\(arguments.keyword)' : \(error.message)")
        }
    }
}
