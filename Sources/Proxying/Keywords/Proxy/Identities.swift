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
        guard let word = optional() else { throw ConfigurationError("'\(keyword)' expects a string as argument.") }
        guard word.bytes.count <= 127 else {
            throw ConfigurationError("'\(keyword)' : '\(word.text)' is longer than 127 characters.", at: word)
        }
        if let bad = ProxyName.invalidCharacter(in: word.text) {
            throw ConfigurationError("'\(keyword)' : character '\(bad)' is not permitted in '\(word.text)'.", at: word)
        }
        return word.text
    }
}

extension GenerationBuilder {
    /// No two things have the same `guid`.
    func checkUniqueIdentifiers() {
        var names = UniqueNames(diagnostics)
        for proxy in proxies.map(\.settings) {
            let owner = "\(proxy.kindName) '\(proxy.name)'"
            names.add(proxy.guid, of: owner, at: proxy.location)
            names.add(proxy.binds, of: owner)
            for server in proxy.servers {
                names.add(server.guid, of: "'server \(proxy.name)/\(server.name)'", at: server.location)
            }
        }
        for forward in logForwards {
            let owner = "log-forward '\(forward.name)'"
            names.add(forward.guid, of: owner, at: forward.location)
            names.add(forward.binds, of: owner)
        }
    }
}

/// Names that each one thing of the configuration may have, and who has them.
private struct UniqueNames {
    private var owners: [String: String] = [:]
    private let diagnostics: Diagnostics

    init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

    mutating func add(_ guid: String?, of owner: String, at location: SourceLocation, word: String = "guid") {
        guard let guid else { return }
        guard let other = owners[guid] else {
            owners[guid] = owner
            return
        }
        diagnostics.add(
            Diagnostic(
                .alert, "\(owner) : '\(word)' : '\(guid)' is already used by \(other).", at: location, form: .bare))
    }

    /// `guid-prefix`: each socket of a line has the prefix and its place on the line.
    mutating func add(_ binds: [BindSettings], of owner: String) {
        var (line, place) = (binds.first?.location, 0)
        for bind in binds {
            if bind.location != line { (line, place) = (bind.location, 0) }
            for _ in bind.address.ports ?? 0...0 {
                place += 1
                guard let prefix = bind.guidPrefix else { continue }
                let name = "\(prefix)-\(place)"
                add(name, of: "bind '\(bind.address.text)' of \(owner)", at: bind.location, word: "guid-prefix")
            }
        }
    }
}
