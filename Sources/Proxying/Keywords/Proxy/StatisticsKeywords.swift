import Configuration

extension Keyword<ProxyBuilder> {
    /// `stats …`: the statistics page of a proxy (manual, 4.2).
    static let statistics: [Keyword] = [
        stats("enable", "", "Serves the statistics page.") { _, _, _ in },
        stats("uri", "<prefix>", "Sets where the statistics page is.") { arguments, page, _ in
            guard let word = arguments.optional() else { throw ConfigurationError("'uri' needs an URI prefix.") }
            page.uri = word.bytes
        },
        stats("refresh", "<time>", "Lets browsers load the page again and again.") { arguments, page, _ in
            page.refresh = try arguments.duration(named: "<time>", defaultUnit: .seconds)
        },
        stats("realm", "<realm>", "Names the page when it asks for a password.") { arguments, page, _ in
            guard let word = arguments.optional() else { throw ConfigurationError("'realm' needs an realm name.") }
            page.realm = word.bytes
        },
        stats("auth", "<user>:<password>", "Lets a user see the page.") { arguments, page, _ in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'auth' needs a user:password account.")
            }
            let bytes = word.bytes
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
            page.users.append((name: Array(bytes[..<colon]), password: Array(bytes[colon...].dropFirst())))
        },
        stats("scope", "{ <name> | \".\" }", "Shows a proxy on the page.") { arguments, page, _ in
            guard let word = arguments.optional() else { throw ConfigurationError("'scope' needs a proxy name.") }
            page.scopes.append(word.text)
        },
        stats("hide-version", "", "Keeps the version to itself.") { _, page, _ in page.hidesVersion = true },
        stats("show-version", "", "Shows the version, which is hidden by default.") { _, page, _ in
            page.hidesVersion = false
        },
        stats("show-node", "[<name>]", "Shows the name of the host or this one.") { arguments, page, _ in
            page.showsNode = true
            page.node = arguments.optional()?.text
        },
        stats("show-desc", "[<description>]", "Shows the description of the process or this one.") {
            arguments, page, _ in
            page.showsDescription = true
            let words = arguments.remaining()
            page.description = words.isEmpty ? nil : words.map(\.text).joined(separator: " ")
        },
        stats("show-legends", "", "Shows more about each line.") { _, page, _ in page.showsLegends = true },
        stats("show-modules", "", "Shows the figures of modules.") { _, page, _ in page.showsModules = true },
        stats(
            "http-request", "{ allow | deny | auth [realm <realm>] } [{ if | unless } <condition>]",
            "Says who may see the page.", in: .listen
        ) { arguments, page, proxy in
            let verdict = try verdict(&arguments)
            let condition = try arguments.condition(
                of: "stats http-request", proxy, uses: RuleSetKind.httpRequest.uses(in: arguments.context.places))
            page.rules.append(StatisticsRule(verdict: verdict, condition: condition))
        },
        stats(
            "admin", "{ if | unless } <condition>", "Says who may change servers through the page.", in: .listen
        ) { arguments, page, proxy in
            let condition = try arguments.requiredCondition(
                of: "stats admin", proxy, uses: RuleSetKind.httpRequest.uses(in: arguments.context.places))
            page.administration.append(condition)
        },
    ]

    private static func verdict(_ arguments: inout Arguments) throws -> StatisticsRule.Verdict {
        let word = try arguments.next(named: "<action>")
        switch word.text {
        case "allow": return .allow
        case "deny": return .deny
        case "auth":
            let realm = arguments.flag("realm") ? try arguments.next(named: "<realm>").bytes : nil
            return .authenticate(realm: realm)
        default:
            throw ConfigurationError(
                "'stats http-request' expects 'allow', 'deny' or 'auth' (got '\(word.text)').", at: word)
        }
    }

    private static func stats(
        _ name: String, _ usage: String, _ summary: String, in places: SectionSet = .proxies,
        _ parse: @escaping @Sendable (inout Arguments, inout StatisticsSettings, ProxyBuilder) throws -> Void
    ) -> Keyword {
        Keyword("stats \(name)", in: places, usage: usage, summary: summary) { arguments, proxy in
            var page = proxy.settings.statistics ?? StatisticsSettings()
            try parse(&arguments, &page, proxy)
            proxy.settings.statistics = page
        }
    }
}
