import Configuration
import Memory

extension Keyword<ServerBuilder> {
    /// When a server counts as up, and what follows (manual, 5.2).
    static let health: [Keyword] = [
        Keyword("rise", in: .serverLine, usage: "<count>", summary: "Sets how many checks must succeed in a row.") {
            arguments, server in
            server.settings.check.rise = try HealthArguments.count(&arguments, "rise", "'rise' has to be > 0.")
        },
        Keyword("fall", in: .serverLine, usage: "<count>", summary: "Sets how many checks must fail in a row.") {
            arguments, server in
            server.settings.check.fall = try HealthArguments.count(&arguments, "fall", "'fall' has to be > 0.")
        },
        Keyword(
            "error-limit", in: .serverLine, usage: "<count>", summary: "Sets how many streams must fail in a row."
        ) { arguments, server in
            server.settings.health.errorLimit = try HealthArguments.count(
                &arguments, "error-limit", "error-limit has to be > 0.")
        },
        Keyword(
            "observe", in: .serverLine, usage: "{ none | layer4 | layer7 }",
            summary: "Lets streams tell of the server's health."
        ) { arguments, server in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'observe' expects <mode> as argument.")
            }
            let layers: [String: ObservedLayer] = ["none": .none, "layer4": .layer4, "layer7": .layer7]
            guard let layer = layers[word.text] else {
                throw ConfigurationError(
                    "'observe' expects one of 'none', 'layer4', 'layer7' but got '\(word.text)'.", at: word)
            }
            server.settings.health.observed = layer
        },
        Keyword(
            "on-error", in: .serverLine, usage: "{ fastinter | fail-check | sudden-death | mark-down }",
            summary: "Sets what too many failed streams lead to."
        ) { arguments, server in
            let word = arguments.optional()
            let reactions: [String: ErrorReaction] = [
                "fastinter": .fastInterval, "fail-check": .failCheck, "sudden-death": .suddenDeath,
                "mark-down": .markDown,
            ]
            guard let reaction = reactions[word?.text ?? ""] else {
                throw ConfigurationError(
                    "'on-error' expects one of 'fastinter', 'fail-check', 'sudden-death' or 'mark-down' but got "
                        + "'\(word?.text ?? "")'.", at: word)
            }
            server.settings.health.onError = reaction
        },
        Keyword(
            "on-marked-down", in: .serverLine, usage: "shutdown-sessions",
            summary: "Ends the streams of a server that goes down."
        ) { arguments, server in
            try HealthArguments.only("shutdown-sessions", of: "on-marked-down", &arguments)
            server.settings.health.endsStreamsWhenDown = true
        },
        Keyword(
            "on-marked-up", in: .serverLine, usage: "shutdown-backup-sessions",
            summary: "Ends the streams of backup servers when the server comes back."
        ) { arguments, server in
            try HealthArguments.only("shutdown-backup-sessions", of: "on-marked-up", &arguments)
            server.settings.health.endsBackupStreamsWhenUp = true
        },
        Keyword(
            "slowstart", in: .serverLine, usage: "<time>",
            summary: "Sets how long a server that comes back takes to get its whole share."
        ) { arguments, server in
            server.settings.health.slowStart = try arguments.duration(named: "<time>")
        },
        Keyword(
            "init-state", in: .serverLine, usage: "{ fully-up | up | down | fully-down | none }",
            summary: "Sets what is thought of the server before its first check."
        ) { arguments, server in
            server.settings.health.initialState = try arguments.oneOf([
                "fully-up": InitialState.fullyUp, "up": .up, "down": .down, "fully-down": .fullyDown, "none": .none,
            ])
        },
        Keyword(
            "track", in: .serverLine, usage: "[<backend>/]<server>", summary: "Follows the state of another server."
        ) { arguments, server in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'track' expects [<proxy>/]<server> as argument.")
            }
            let parts = word.text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            server.settings.health.tracked =
                parts.count == 2
                ? TrackedName(proxy: parts[0], server: parts[1]) : TrackedName(proxy: nil, server: word.text)
        },
    ]
}

/// Arguments that words about health share.
private enum HealthArguments {
    static func count(_ arguments: inout Arguments, _ name: String, _ problem: String) throws -> Int {
        guard let word = arguments.optional() else {
            throw ConfigurationError("'\(name)' expects an integer argument.")
        }
        guard let count = Int32(word.text), count > 0 else { throw ConfigurationError(problem, at: word) }
        return Int(count)
    }

    static func only(_ action: String, of name: String, _ arguments: inout Arguments) throws {
        let word = arguments.optional()
        guard word?.text == action else {
            throw ConfigurationError("'\(name)' expects '\(action)' but got '\(word?.text ?? "")'.", at: word)
        }
    }
}
