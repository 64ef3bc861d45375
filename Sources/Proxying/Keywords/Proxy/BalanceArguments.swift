import Balancing
import Configuration

/// The words of `balance` (manual, 4.2).
enum BalanceArguments {
    typealias Choice = (algorithm: BalanceSettings.Algorithm, key: BalanceKey)

    static func parse(_ word: Word, _ arguments: inout Arguments) throws(ConfigurationError) -> Choice {
        switch word.text {
        case "roundrobin": return (.roundRobin, .none)
        case "static-rr": return (.staticRoundRobin, .none)
        case "leastconn": return (.leastConnections, .none)
        case "first": return (.first, .none)
        case "sticky": return (.sticky, .none)
        case "source": return (.hash, .source)
        case "uri": return (.hash, .uri(try uriPart(&arguments)))
        case "url_param": return try urlParameter(&arguments)
        case "random": return (.random(draws: 2), .none)
        case let text where text.hasPrefix("random("): return (.random(draws: try draws(word)), .none)
        case let text where text.hasPrefix("hdr("): return try header(word, &arguments)
        default:
            throw ConfigurationError(
                "balance only supports 'roundrobin', 'static-rr', 'leastconn', 'source', 'uri', 'url_param', "
                    + "'hash', 'hdr(name)', 'rdp-cookie(name)', 'log-hash' and 'log-sticky' options.", at: word,
                suggestions: Suggestion.nearest(to: word.text, among: names))
        }
    }

    private static let names = [
        "roundrobin", "static-rr", "leastconn", "first", "random", "source", "uri", "url_param", "hdr", "sticky",
        "hash", "log-hash", "rdp-cookie",
    ]

    private static func uriPart(_ arguments: inout Arguments) throws(ConfigurationError) -> HashKey.URIPart {
        var part = HashKey.URIPart()
        while let word = arguments.optional() {
            switch word.text {
            case "len": part.length = try positive(word, &arguments)
            case "depth": part.depth = try positive(word, &arguments)
            case "whole": part.isWhole = true
            case "path-only": part.isPathOnly = true
            default:
                throw ConfigurationError(
                    "balance uri only accepts parameters 'len', 'depth', 'path-only', and 'whole' (got '\(word.text)').",
                    at: word)
            }
        }
        return part
    }

    private static func positive(_ name: Word, _ arguments: inout Arguments) throws(ConfigurationError) -> Int {
        let word = arguments.optional()
        guard let word, let number = Int(word.text), number > 0 else {
            throw ConfigurationError(
                "balance uri : '\(name.text)' expects a positive integer (got '\(word?.text ?? "")').", at: word ?? name
            )
        }
        return number
    }

    private static func urlParameter(_ arguments: inout Arguments) throws(ConfigurationError) -> Choice {
        guard let name = arguments.optional() else {
            throw ConfigurationError("balance url_param requires an URL parameter name.")
        }
        guard let word = arguments.optional() else {
            return (.hash, .urlParameter(name: name.bytes, checksBody: nil))
        }
        guard word.text == "check_post" else {
            throw ConfigurationError(
                "balance url_param only accepts check_post modifier (got '\(word.text)').", at: word)
        }
        // An optional length, which has lost its meaning.
        if let length = arguments.peek, Int(length.text) != nil { arguments.skip() }
        return (.hash, .urlParameter(name: name.bytes, checksBody: 48))
    }

    private static func draws(_ word: Word) throws(ConfigurationError) -> Int {
        let text = word.text.dropFirst("random(".count)
        guard text.last == ")", let draws = Int(text.dropLast()) else {
            throw ConfigurationError("balance random : unexpected character after argument '\(word.text)'.", at: word)
        }
        guard draws >= 1 else {
            throw ConfigurationError("balance random : number of draws must be at least 1.", at: word)
        }
        return draws
    }

    private static func header(_ word: Word, _ arguments: inout Arguments) throws(ConfigurationError) -> Choice {
        let text = word.text.dropFirst("hdr(".count)
        guard text.last == ")", text.count > 1 else {
            throw ConfigurationError("balance hdr requires an http header field name.", at: word)
        }
        let name = Array(text.dropLast().lowercased().utf8)
        guard let modifier = arguments.optional() else { return (.hash, .header(name: name, domainOnly: false)) }
        guard modifier.text == "use_domain_only" else {
            throw ConfigurationError(
                "balance \(word.text) only accepts 'use_domain_only' modifier (got '\(modifier.text)').", at: modifier)
        }
        return (.hash, .header(name: name, domainOnly: true))
    }
}
