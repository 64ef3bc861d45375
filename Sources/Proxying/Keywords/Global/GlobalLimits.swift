import Configuration
import Memory

extension Keyword<GlobalBuilder> {
    /// How much the process may do and use (manual, 3.1 and 3.2).
    static let limits: [Keyword] = [
        count("maxconn", \.maximumConnections, "Limits concurrent connections."),
        count("maxconnrate", \.maximumConnectionRate, "Limits the connections of a second."),
        count("maxsessrate", \.maximumSessionRate, "Limits the sessions of a second."),
        Keyword("nbthread", in: .global, usage: "<number>", summary: "Sets the number of threads.") {
            arguments, global in
            let word = arguments.peek
            let number = try arguments.integer(named: "<number>")
            guard (1...1024).contains(number) else {
                throw ConfigurationError("'nbthread' value must be between 1 and 1024 (was \(number))", at: word)
            }
            global.settings.threads = number
        },
        Keyword(
            "thread-groups", in: .global, usage: "<number>", summary: "Sets into how many groups threads are counted."
        ) {
            arguments, global in
            let word = arguments.peek
            let number = try arguments.integer(named: "<number>")
            guard (1...ThreadGroups.maximumCount).contains(number) else {
                throw ConfigurationError(
                    "'thread-groups' value must be between 1 and \(ThreadGroups.maximumCount) (was \(number))", at: word
                )
            }
            global.settings.threadGroups.count = number
            global.settings.threadGroups.isCounted = true
        },
        Keyword(
            "thread-group", in: .global, usage: "<group> [<thread-range>...]", summary: "Assigns threads to a group."
        ) { arguments, global in
            let word = arguments.peek
            let group = try arguments.integer(named: "<group>")
            guard (1...ThreadGroups.maximumCount).contains(group) else {
                throw ConfigurationError(
                    "'thread-group' value must be between 1 and \(ThreadGroups.maximumCount) (was \(group))", at: word)
            }
            var ranges: [ClosedRange<Int>] = []
            while let word = arguments.optional() {
                guard let range = ThreadSet.range(word.text) else {
                    throw ConfigurationError(
                        "'thread-group' : '\(word.text)' is not a valid number or range of threads.", at: word)
                }
                ranges.append(range)
            }
            global.settings.threadGroups.definitions[group] = ranges
        },
        Keyword("thread-hard-limit", in: .global, usage: "<number>", summary: "Caps the number of threads.") {
            arguments, global in
            global.settings.threadLimit = try arguments.integer(named: "<number>", in: 1...1024)
        },
        count("ulimit-n", \.descriptorLimit, "Sets the number of open files."),
        count("fd-hard-limit", \.hardDescriptorLimit, "Caps the number of open files."),
        count("maxpipes", \.maximumPipes, "Limits the pipes used to move data."),
        Keyword(
            "strict-limits", in: .global, summary: "Refuses to start with limits that cannot be set.",
            acceptsNegation: true
        ) { arguments, global in global.settings.limitsAreStrict = arguments.negation != .no },
        Keyword(
            "harden.reject-privileged-ports.tcp", in: .global, usage: "on|off",
            summary: "Refuses clients whose port only an administrator can have."
        ) { arguments, global in
            global.settings.refusesPrivilegedPorts = try arguments.oneOf(["on": true, "off": false])
        },
        Keyword("hard-stop-after", in: .global, usage: "<time>", summary: "Sets how long a soft stop may take.") {
            arguments, global in
            global.settings.hardStopAfter = try arguments.duration(named: "<time>")
        },
        Keyword("grace", in: .global, usage: "<time>", summary: "Delays the beginning of a soft stop.") {
            arguments, global in
            global.settings.grace = try arguments.duration(named: "<time>")
        },
        Keyword(
            "close-spread-time", in: .global, usage: "<time> | infinite",
            summary: "Sets over how long a soft stop ends connections."
        ) { arguments, global in
            guard !arguments.isAtEnd else {
                throw ConfigurationError("'close-spread-time' expects <time> as argument.")
            }
            global.settings.closeSpread =
                arguments.flag("infinite") ? .never : try arguments.duration(named: "<time>")
        },
    ]

    /// A number of things, 0 where there is no limit.
    private static func count(
        _ name: String, _ setting: WritableKeyPath<GlobalSettings, Int> & Sendable, _ summary: String
    ) -> Keyword {
        Keyword(name, in: .global, usage: "<number>", summary: summary) { arguments, global in
            global.settings[keyPath: setting] = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        }
    }
}
