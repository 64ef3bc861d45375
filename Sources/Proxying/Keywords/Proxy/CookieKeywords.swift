import Configuration

extension Keyword<ProxyBuilder> {
    /// Persistence by cookies (manual, 4.2).
    static let cookies: [Keyword] = [
        Keyword(
            "cookie", in: [.defaults, .backend],
            usage: """
                <name> [rewrite | insert | prefix] [indirect] [nocache] [postonly] [preserve] [httponly] [secure] \
                [domain <domain>]* [maxidle <idle>] [maxlife <life>] [dynamic] [attr <value>]*
                """, summary: "Lets a cookie bring clients back to their server."
        ) { arguments, proxy in
            guard let name = arguments.optional() else {
                throw ConfigurationError("'cookie' expects <cookie_name> as argument.")
            }
            proxy.settings.cookie = try CookieArguments.read(&arguments, name)
        },
        Keyword(
            "dynamic-cookie-key", in: [.defaults, .backend], usage: "<string>",
            summary: "Sets the secret that dynamic cookies are made with."
        ) { arguments, proxy in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'dynamic-cookie-key' expects <secret_key> as argument.")
            }
            proxy.settings.dynamicCookieKey = word.bytes
        },
        persistence(
            "force-persist", forces: true, "Sends some requests to the server of their cookie although it is down."),
        persistence("ignore-persist", forces: false, "Lets some requests go to any server."),
    ]

    private static func persistence(_ name: String, forces: Bool, _ summary: String) -> Keyword {
        Keyword(name, in: .backend, usage: "{if | unless} <condition>", summary: summary) { arguments, proxy in
            let condition = try arguments.requiredCondition(of: name, proxy, uses: .serverChoice, noun: "rule")
            proxy.persistenceLines.append(PersistenceRules.Rule(forces: forces, condition: condition))
        }
    }
}

/// What follows a cookie's name.
enum CookieArguments {
    static func read(_ arguments: inout Arguments, _ name: Word) throws -> CookieSettings {
        var settings = CookieSettings(name: name.bytes)
        while let word = arguments.optional() {
            if try readMode(word, &settings) { continue }
            if let option = options[word.text] {
                settings.options.insert(option)
                continue
            }
            switch word.text {
            case "domain": settings.domains += try readDomain(&arguments)
            case "attr": settings.attributes += try readAttribute(&arguments)
            case "maxidle": settings.maximumIdleTime = try readTime(&arguments, "maxidle", "<idletime>")
            case "maxlife": settings.maximumLifetime = try readTime(&arguments, "maxlife", "<lifetime>")
            default:
                throw ConfigurationError(
                    "'cookie' supports 'rewrite', 'insert', 'prefix', 'indirect', 'nocache', 'postonly', 'preserve', "
                        + "'httponly', 'secure', 'domain', 'maxidle', 'dynamic', 'maxlife' and 'attr' options.",
                    at: word, suggestions: Suggestion.nearest(to: word.text, among: words))
            }
        }
        try check(settings, name)
        return settings
    }

    private static let options: [String: CookieSettings.Options] = [
        "indirect": .indirect, "nocache": .noCache, "postonly": .postOnly, "preserve": .preserve,
        "httponly": .httpOnly, "secure": .secure, "dynamic": .dynamic,
    ]

    private static let modes: [String: CookieSettings.Mode] = [
        "rewrite": .rewrite, "insert": .insert, "prefix": .prefix,
    ]

    private static let words = Array(options.keys) + Array(modes.keys) + ["domain", "attr", "maxidle", "maxlife"]

    private static func readMode(_ word: Word, _ settings: inout CookieSettings) throws(ConfigurationError) -> Bool {
        guard let mode = modes[word.text] else { return false }
        guard settings.mode == .none || settings.mode == mode else {
            throw ConfigurationError("cookie 'rewrite', 'insert' and 'prefix' modes are incompatible.", at: word)
        }
        settings.mode = mode
        return true
    }

    private static func check(_ settings: CookieSettings, _ name: Word) throws(ConfigurationError) {
        if settings.mode == .rewrite, settings.options.contains(.indirect) {
            throw ConfigurationError("cookie 'rewrite' and 'indirect' modes are incompatible.", at: name)
        }
        if settings.options.contains(.preserve), settings.mode != .insert, !settings.options.contains(.indirect) {
            throw ConfigurationError("cookie 'preserve' requires at least 'insert' or 'indirect'.", at: name)
        }
    }

    private static func readDomain(_ arguments: inout Arguments) throws(ConfigurationError) -> [UInt8] {
        guard let word = arguments.optional() else {
            throw ConfigurationError("'domain' expects <domain> as argument.")
        }
        if let bad = ProxyName.invalidCharacter(in: word.text) {
            throw ConfigurationError("character '\(bad)' is not permitted in domain name '\(word.text)'.", at: word)
        }
        if !word.text.dropFirst().contains(".") {
            arguments.warn(
                "domain '\(word.text)' contains no embedded dot, this configuration may not work properly (see "
                    + "RFC6265#5.2.3).", at: word)
        }
        return Array("; domain=".utf8) + word.bytes
    }

    private static func readAttribute(_ arguments: inout Arguments) throws(ConfigurationError) -> [UInt8] {
        guard let word = arguments.optional() else {
            throw ConfigurationError("'attr' expects <value> as argument.")
        }
        if let bad = word.bytes.first(where: { $0 < 32 || $0 == 127 || $0 == 59 }) {
            let digits = String(bad, radix: 16, uppercase: true)
            throw ConfigurationError(
                "character '%x\(digits.count == 1 ? "0" : "")\(digits)' is not permitted in attribute value.", at: word)
        }
        return Array("; ".utf8) + word.bytes
    }

    /// A time in seconds; parts of one count as one.
    private static func readTime(
        _ arguments: inout Arguments, _ word: String, _ name: String
    ) throws(ConfigurationError) -> Int64 {
        guard !arguments.isAtEnd else {
            throw ConfigurationError("'\(word)' expects \(name) in seconds as argument.")
        }
        return (try arguments.duration(named: name, defaultUnit: .seconds).rawValue + 999) / 1000
    }
}
