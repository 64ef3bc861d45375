import Configuration

extension Keyword<ProxyBuilder> {
    /// `server`, `default-server` and `server-template` (manual, 4.2 and 5.2).
    static let servers: [Keyword] = [
        Keyword(
            "server", in: .backend, usage: "<name> <address>[:[port]] [from <origin>] [param*]",
            summary: "Declares a server.", misplacement: .refused
        ) { arguments, proxy in
            arguments.form = .bare
            guard let name = arguments.optional(), !arguments.isAtEnd else {
                throw ConfigurationError("'server' expects <name> and <addr>[:<port>] as arguments.")
            }
            try ServerArguments.check(name)
            arguments.subject = "'server \(proxy.settings.name)/\(name.text)'"
            let address = try arguments.address(named: "<addr>", .proxyServer)
            try ServerArguments.refuse(address, arguments)
            var settings = try ServerArguments.origin(&arguments, proxy) ?? proxy.serverDefaults
            settings.name = name.text
            settings.location = arguments.line.location
            settings.address = address
            proxy.add(ServerArguments.options(&arguments, settings, of: proxy))
        },
        Keyword(
            "server-template", in: .backend, usage: "<prefix> <num | range> <fqdn>[:<port>] [from <origin>] [param*]",
            summary: "Declares servers of the same kind.", misplacement: .refused
        ) { arguments, proxy in
            arguments.form = .bare
            guard let prefix = arguments.optional(), let range = arguments.optional(), !arguments.isAtEnd else {
                throw ConfigurationError(
                    "'server-template' expects <prefix> <nb | range> <addr>[:<port>] as arguments.")
            }
            try ServerArguments.check(prefix)
            let numbers = try ServerArguments.numbers(range)
            arguments.subject = "'server-template \(proxy.settings.name)/\(prefix.text)'"
            let address = try arguments.address(named: "<addr>", .proxyServer)
            try ServerArguments.refuse(address, arguments)
            var settings = try ServerArguments.origin(&arguments, proxy) ?? proxy.serverDefaults
            settings.name = prefix.text
            settings.location = arguments.line.location
            settings.address = address
            let template = ServerArguments.options(&arguments, settings, of: proxy)
            for number in numbers {
                var server = template
                server.name = "\(prefix.text)\(number)"
                // Only the first can have the number that the line gives.
                if number != numbers.lowerBound { server.identifier = 0 }
                proxy.add(server)
            }
        },
        Keyword(
            "default-server", in: [.defaults, .backend], usage: "[name <name>] [from <origin>] [param*]",
            summary: "Sets options of the servers that follow."
        ) { arguments, proxy in
            arguments.form = .bare
            let name = arguments.flag("name") ? try arguments.next(named: "<name>").text : nil
            let known = name.map { proxy.namedServerDefaults[$0] ?? proxy.serverDefaults } ?? proxy.serverDefaults
            let settings = try ServerArguments.origin(&arguments, proxy) ?? known
            let result = ServerArguments.options(&arguments, settings, of: proxy, isDefault: true)
            if let name {
                proxy.namedServerDefaults[name] = result
            } else {
                proxy.serverDefaults = result
            }
        },
    ]
}

/// The parts that lines about servers share.
enum ServerArguments {
    /// Names take letters, digits and a few signs.
    static func check(_ name: Word) throws(ConfigurationError) {
        guard let bad = ProxyName.invalidCharacter(in: name.text) else { return }
        throw ConfigurationError("character '\(bad)' is not permitted in server name '\(name.text)'.", at: name)
    }

    static func refuse(_ address: Address, _ arguments: Arguments) throws(ConfigurationError) {
        if address.isQUIC { throw ConfigurationError("'quic' is not built yet: it comes with QUIC") }
        if address.family == .reverseHTTP {
            throw ConfigurationError("'rhttp@' is not built yet: it comes with HTTP/2")
        }
        if address.family == .socketPair {
            throw ConfigurationError("'sockpair@' is not built yet: it comes with reload")
        }
    }

    /// The options up to the end of the line.
    static func options(
        _ arguments: inout Arguments, _ settings: ServerSettings, of proxy: ProxyBuilder? = nil,
        isDefault: Bool = false
    ) -> ServerSettings {
        let builder = ServerBuilder(settings, isDefault: isDefault, expressions: proxy?.expressions)
        let line = arguments.line
        ServerKeywords.catalogue.parseOptionWords(&arguments, into: builder, at: .serverLine) { name, word in
            if let word { proxy?.note(serverWord: name, word, line) }
        }
        return builder.settings
    }

    /// `from <origin>`: settings of another line, or nil.
    static func origin(_ arguments: inout Arguments, _ proxy: ProxyBuilder) throws -> ServerSettings? {
        guard arguments.flag("from") else { return nil }
        let word = try arguments.next(named: "<origin>")
        var found: ServerSettings?
        if word.text == "none" {
            found = ProxyBuilder.standardServer
        } else if word.text == "be:" {
            found = proxy.serverDefaults
        } else if word.text.hasPrefix("srv:") {
            let name = String(word.text.dropFirst(4))
            found = proxy.namedServerDefaults[name] ?? proxy.settings.servers.first { $0.name == name }
            found?.identifier = 0
        }
        guard let found else {
            throw ConfigurationError(
                "'from' : '\(word.text)' is not 'none', 'be:' or 'srv:' and the name of a server defined before.",
                at: word)
        }
        return found
    }

    /// `<num>` or `<low>-<high>`.
    static func numbers(_ word: Word) throws(ConfigurationError) -> ClosedRange<Int> {
        let parts = word.text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { Int($0) }
        let lower = parts.count > 1 ? parts[0] : 1
        let upper = parts.count > 1 ? parts[1] : parts[0]
        guard let lower, let upper, lower >= 0, upper >= lower, upper > 0, upper - lower < 1_000_000 else {
            throw ConfigurationError("Wrong server-template number or range arg '\(word.text)'.", at: word)
        }
        return lower...upper
    }
}
