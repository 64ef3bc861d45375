import Configuration

extension Keyword<BindBuilder> {
    /// What a bind line is called, and which header it expects before the data (manual, 5.1).
    static let identities: [Keyword] = [
        Keyword("name", in: .bindLine, usage: "<name>", summary: "Names the socket in statistics.") { arguments, bind in
            bind.settings.name = try arguments.next(named: "<name>").text
        },
        Keyword("id", in: .bindLine, usage: "<id>", summary: "Numbers the socket in statistics.") { arguments, bind in
            bind.settings.identifier = try arguments.customIdentifier()
        },
        Keyword(
            "guid-prefix", in: .bindLine, usage: "<string>",
            summary: "Gives each socket a name that nothing else has: this, a dash and its place on the line."
        ) { arguments, bind in bind.settings.guidPrefix = try arguments.uniqueIdentifier() },
        Keyword("label", in: .bindLine, usage: "<label>", summary: "Groups sockets; nothing asks for the group.") {
            arguments, _ in
            _ = try arguments.next(named: "<label>")
            arguments.diag("'label' has no effect. Neither statistics nor commands ask for it.")
        },
    ]

    static let expectedHeaders: [Keyword] = [
        Keyword("proto", in: .bindLine, usage: "{ h1 | none }", summary: "Says what clients speak.") {
            arguments, bind in bind.settings.wireProtocol = try arguments.wireProtocol()
        },
        Keyword("accept-proxy", in: .bindLine, summary: "Expects the PROXY protocol, version 1 or 2.") { _, bind in
            bind.settings.proxyProtocol = .required
        },
        Keyword(
            "accept-netscaler-cip", in: .bindLine, usage: "<magic number>",
            summary: "Expects the NetScaler Client IP insertion protocol."
        ) { arguments, bind in
            let word = try arguments.next(named: "<magic number>")
            let digits = word.text.lowercased().hasPrefix("0x") ? Substring(word.text.dropFirst(2)) : nil
            let magic = digits.map { UInt32($0, radix: 16) } ?? UInt32(word.text)
            guard let magic else {
                throw ConfigurationError("'accept-netscaler-cip' : invalid magic number '\(word.text)'", at: word)
            }
            bind.settings.proxyProtocol = .netScaler(magic: magic)
        },
    ]

    /// Who may use a unix socket, and what they may do.
    static let permissions: [Keyword] = [
        Keyword(
            "level", in: .bindLine, usage: "{ user | operator | admin }",
            summary: "Limits what clients of the API may do."
        ) { arguments, bind in
            let word = arguments.optional()
            guard let level = word.flatMap({ AccessLevel(configuration: $0.text) }) else {
                throw ConfigurationError(
                    "'level' only supports 'user', 'operator', and 'admin' (got '\(word?.text ?? "")')", at: word,
                    suggestions: Suggestion.nearest(to: word?.text ?? "", among: ["user", "operator", "admin"]))
            }
            bind.settings.level = level
        },
        Keyword("mode", in: .bindLine, usage: "<mode>", summary: "Sets the permissions of a unix socket.") {
            arguments, bind in
            bind.settings.mode = try arguments.permissions()
        },
        Keyword("user", in: .bindLine, usage: "<name>", summary: "Sets the owner of a unix socket.") {
            arguments, bind in
            bind.settings.owner = try arguments.user()
        },
        Keyword("uid", in: .bindLine, usage: "<number>", summary: "Sets the owner of a unix socket.") {
            arguments, bind in
            bind.settings.owner = try arguments.identity(alternative: "user")
        },
        Keyword("group", in: .bindLine, usage: "<name>", summary: "Sets the group of a unix socket.") {
            arguments, bind in
            bind.settings.group = try arguments.group()
        },
        Keyword("gid", in: .bindLine, usage: "<number>", summary: "Sets the group of a unix socket.") {
            arguments, bind in
            bind.settings.group = try arguments.identity(alternative: "group")
        },
        Keyword(
            "severity-output", in: .bindLine, usage: "{ none | number | string }",
            summary: "Tells clients of the API how serious an answer is."
        ) { arguments, bind in
            let word = arguments.optional()
            guard let output = SeverityOutput(rawValue: word?.text ?? "") else {
                throw ConfigurationError(
                    "'severity-output' only supports 'none', 'number', and 'string' (got '\(word?.text ?? "")')",
                    at: word)
            }
            bind.settings.severityOutput = output
        },
    ]
}

extension AccessLevel {
    init?(configuration text: String) {
        switch text {
        case "user": self = .user
        case "operator": self = .operatorLevel
        case "admin": self = .admin
        default: return nil
        }
    }
}

extension Arguments {
    /// Takes the number that an object is to have in statistics.
    mutating func customIdentifier() throws(ConfigurationError) -> Int {
        guard let word = optional() else { throw ConfigurationError("'\(keyword)' expects an integer argument.") }
        guard let identifier = Int(word.text), identifier > 0, identifier <= Int(Int32.max) else {
            throw ConfigurationError("custom id has to be > 0.", at: word)
        }
        return identifier
    }
}
