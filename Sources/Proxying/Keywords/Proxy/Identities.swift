import Configuration

extension Keyword<ProxyBuilder> {
    /// Names that nothing else has, and limits of what a frontend accepts (manual, 4.2).
    static let identities: [Keyword] = [
        Keyword("guid", in: .listen, usage: "<string>", summary: "Gives the proxy a name that nothing else has.") {
            arguments, proxy in
            proxy.settings.guid = try arguments.uniqueIdentifier()
        },
        Keyword(
            "rate-limit", in: [.defaults, .frontend], usage: "sessions <rate>",
            summary: "Limits how many connections are accepted in a second."
        ) { arguments, proxy in
            let word = arguments.optional()
            guard word?.text == "sessions" else {
                throw ConfigurationError("'rate-limit' only supports 'sessions' (got '\(word?.text ?? "")')", at: word)
            }
            guard !arguments.isAtEnd else {
                throw ConfigurationError("'rate-limit sessions' expects an integer value (in sessions/second)")
            }
            proxy.settings.sessionRate = try arguments.integer(named: "<rate>", in: 0...(1 << 20 - 1))
        },
    ]
}

extension Arguments {
    /// A globally unique identifier: up to 127 letters, digits, and `.`, `:`, `-`, `_`.
    mutating func uniqueIdentifier() throws(ConfigurationError) -> String {
        guard let word = optional() else { throw ConfigurationError("'guid' expects a string as argument.") }
        guard word.bytes.count <= 127 else {
            throw ConfigurationError("'guid' : '\(word.text)' is longer than 127 characters.", at: word)
        }
        if let bad = ProxyName.invalidCharacter(in: word.text) {
            throw ConfigurationError("'guid' : character '\(bad)' is not permitted in '\(word.text)'.", at: word)
        }
        return word.text
    }
}

extension GenerationBuilder {
    /// No two things have the same `guid`.
    func checkUniqueIdentifiers() {
        var seen: [String: String] = [:]
        func check(_ guid: String?, _ owner: String, at location: SourceLocation) {
            guard let guid else { return }
            if let other = seen[guid] {
                diagnostics.add(
                    Diagnostic(
                        .alert, "\(owner) : 'guid' : '\(guid)' is already used by \(other).", at: location, form: .bare)
                )
            }
            seen[guid] = seen[guid] ?? owner
        }
        for proxy in proxies.map(\.settings) {
            check(proxy.guid, "\(proxy.kindName) '\(proxy.name)'", at: proxy.location)
            for server in proxy.servers {
                check(server.guid, "'server \(proxy.name)/\(server.name)'", at: server.location)
            }
        }
    }
}
