import Configuration
import Glibc

extension Keyword<GlobalBuilder> {
    /// The targets of `log global`, and what lines say of this process (manual, 3.1).
    static let logs: [Keyword] = [
        Keyword(
            "log", in: .global,
            usage: LogArguments.usage,
            summary: "Names a target of 'log global'.", acceptsNegation: true
        ) { arguments, global in
            if arguments.negation == .no {
                try LogArguments.endOfNegation(arguments)
                global.settings.logTargets = []
            } else if let word = arguments.peek, word.text == "global", arguments.count == 1 {
                throw ConfigurationError("log : 'global' is not supported for a global syslog server", at: word)
            } else {
                global.settings.logTargets.append(try LogArguments.target(&arguments))
            }
        },
        Keyword("log-tag", in: .global, usage: "<string>", summary: "Names the program in log lines.") {
            arguments, global in
            global.settings.logTag = try arguments.logTag()
        },
        Keyword(
            "log-send-hostname", in: .global, usage: "[<string>]", summary: "Names the host in log lines."
        ) { arguments, global in
            global.settings.logHost = arguments.optional()?.text ?? HostName.current
        },
    ]
}
