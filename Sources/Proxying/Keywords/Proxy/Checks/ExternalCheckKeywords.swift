import Configuration

extension Keyword<ProxyBuilder> {
    /// Checks that are commands of the operator's (manual, 4.2 `option external-check`).
    static let externalChecks: [Keyword] = [
        Keyword(
            "option external-check", in: [.defaults, .backend], summary: "Checks servers with a command."
        ) { _, proxy in proxy.checks.choose(.command) },
        Keyword(
            "external-check command", in: [.defaults, .backend], usage: "<command>",
            summary: "Names the command that checks servers."
        ) { arguments, proxy in
            guard let word = arguments.optional() else {
                throw ConfigurationError("missing argument after 'command'.")
            }
            proxy.checks.command.program = word.text
        },
        Keyword(
            "external-check path", in: [.defaults, .backend], usage: "<path>",
            summary: "Sets PATH for the command that checks servers."
        ) { arguments, proxy in
            guard let word = arguments.optional() else { throw ConfigurationError("missing argument after 'path'.") }
            proxy.checks.command.path = word.text
        },
    ]
}
