import Configuration
import Memory

extension Keyword<GlobalBuilder> {
    /// When checks begin (manual, 3.2).
    static let checks: [Keyword] = [
        Keyword(
            "spread-checks", in: .global, usage: "<0..50>",
            summary: "Varies the time between checks by so many percent."
        ) { arguments, global in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'spread-checks' expects an integer argument (0..50).")
            }
            guard let percent = Int(word.text), (0...50).contains(percent) else {
                throw ConfigurationError("'spread-checks' needs a positive value in range 0..50.", at: word)
            }
            global.settings.checks.noise = percent
        },
        Keyword(
            "max-spread-checks", in: .global, usage: "<delay>",
            summary: "Limits the time over which the first checks are spread."
        ) { arguments, global in
            guard !arguments.isAtEnd else {
                throw ConfigurationError("'max-spread-checks' expects an integer argument (0..50).")
            }
            let delay = try arguments.duration(named: "<delay>")
            global.settings.checks.longestSpread = delay == .zero ? .never : delay
        },
        Keyword(
            "tune.max-checks-per-thread", in: .global, usage: "<number>",
            summary: "Limits how many checks of a loop are under way."
        ) { arguments, global in
            let number = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
            global.settings.checks.mostAtOnce = number == 0 ? .max : number
        },
        Keyword(
            "external-check", in: .global, usage: "[preserve-env]", summary: "Lets checks be commands."
        ) { arguments, global in
            if let word = arguments.optional() {
                guard word.text == "preserve-env" else {
                    throw ConfigurationError(
                        "'external-check' only supports 'preserve-env' as an argument, found '\(word.text)'.", at: word)
                }
                global.settings.checks.keepsEnvironment = true
            }
            global.settings.checks.allowsCommands = true
        },
        Keyword(
            "insecure-fork-wanted", in: .global, summary: "Lets the process start others.", acceptsNegation: true
        ) { arguments, global in global.settings.checks.allowsProcesses = arguments.negation == .none },
        Keyword(
            "insecure-setuid-wanted", in: .global, summary: "Lets programs that checks start change their user.",
            acceptsNegation: true
        ) { arguments, global in global.settings.checks.allowsChangedUsers = arguments.negation == .none },
    ]
}
