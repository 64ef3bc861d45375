import Configuration

extension Keyword<GlobalBuilder> {
    /// What the process keeps of its rights, what a crash leaves, and how much the process yields to others (manual, 3.1
    /// and 3.2).
    static let crashesAndRights: [Keyword] = [
        Keyword(
            "setcap", in: .global, usage: "<name>[,<name>...]",
            summary: "Keeps rights when the process changes its user."
        ) { arguments, global in
            let word = arguments.optional()
            let supported = Suggestion.list(Capability.allCases.map(\.rawValue), conjunction: "and")
            let names = word?.text.split(separator: ",").map(String.init) ?? []
            guard !names.isEmpty else {
                throw ConfigurationError(
                    "'setcap' : missing capability name(s). Supported ones are: \(supported).", at: word)
            }
            for name in names {
                guard let capability = Capability(rawValue: name) else {
                    throw ConfigurationError(
                        "'setcap' : unsupported capability '\(name)'. Supported ones are: \(supported).", at: word)
                }
                global.settings.capabilities.insert(capability)
            }
        },
        Keyword(
            "set-dumpable", in: .global, usage: "[ on | off | libs ]", summary: "Lets a crash leave a core dump.",
            acceptsNegation: true
        ) { arguments, global in
            guard arguments.negation == .none else {
                global.settings.coreDumps = .untouched
                return
            }
            global.settings.coreDumps = .enabled
            guard !arguments.isAtEnd else { return }
            global.settings.coreDumps = try arguments.oneOf([
                "on": .enabled, "off": .untouched, "libs": CoreDumps.withFiles,
            ])
        },
        Keyword(
            "tune.renice.startup", in: .global, usage: "<number>",
            summary: "Sets the priority with which the configuration is read."
        ) { arguments, global in
            global.setStartPriority(try arguments.integer(named: "<number>", in: -20...19))
        },
        Keyword(
            "tune.renice.runtime", in: .global, usage: "<number>", summary: "Sets the priority of the process."
        ) { arguments, global in
            global.settings.priority = try arguments.integer(named: "<number>", in: -20...19)
        },
    ]
}
