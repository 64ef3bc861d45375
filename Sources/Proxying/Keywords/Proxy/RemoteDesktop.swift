import Balancing
import Configuration
import Samples

/// What finds a server by the cookie of the Remote Desktop Protocol (manual, 4.2 `persist` and `balance`).
extension Keyword<ProxyBuilder> {
    static let remoteDesktop: [Keyword] = [
        Keyword(
            "persist", in: [.defaults, .backend], usage: "rdp-cookie[(<name>)]",
            summary: "Sends remote desktop clients to the server that their cookie names."
        ) { arguments, proxy in
            guard let word = arguments.optional() else {
                throw ConfigurationError("missing persist method; the only one is 'rdp-cookie'.")
            }
            guard word.text.hasPrefix("rdp-cookie") else {
                throw ConfigurationError(
                    "unknown persist method '\(word.text)'; the only one is 'rdp-cookie'.", at: word,
                    suggestions: Suggestion.nearest(to: word.text, among: ["rdp-cookie"]))
            }
            guard let name = RemoteDesktopWord.cookieName(word, otherwise: "msts") else {
                throw ConfigurationError("'persist rdp-cookie(name)' requires an rdp cookie name.", at: word)
            }
            proxy.settings.remoteDesktopCookie = try RemoteDesktopWord.cookie(named: name, word, arguments, proxy)
        }
    ]
}

/// `rdp-cookie` and `rdp-cookie(<name>)`
enum RemoteDesktopWord {
    /// `balance rdp-cookie`
    static func balance(
        _ word: Word, _ arguments: Arguments, _ proxy: ProxyBuilder
    ) throws -> BalanceArguments.Choice {
        guard let name = cookieName(word, otherwise: "mstshash") else {
            throw ConfigurationError("balance rdp-cookie : missing cookie name.", at: word)
        }
        return (.hash, .remoteDesktopCookie(try cookie(named: name, word, arguments, proxy)))
    }

    /// The name in parentheses; nil where the word is cut off or something else.
    static func cookieName(_ word: Word, otherwise usual: String) -> String? {
        let rest = word.text.dropFirst("rdp-cookie".count)
        if rest.isEmpty { return usual }
        guard rest.first == "(", rest.last == ")", rest.count > 2 else { return nil }
        return String(rest.dropFirst().dropLast())
    }

    /// What reads the cookie of that name.
    static func cookie(
        named name: String, _ word: Word, _ arguments: Arguments, _ proxy: ProxyBuilder
    ) throws -> Expression {
        var none = arguments
        let fetch = Word("req.rdp_cookie(\(name))", column: word.column)
        let place = ExpressionPlace(
            line: arguments.line, word: word, section: arguments.context.name ?? "", uses: .serverChoice)
        return try ExpressionParser(proxy.expressions, at: place).parse(fetch, following: &none)
    }
}
