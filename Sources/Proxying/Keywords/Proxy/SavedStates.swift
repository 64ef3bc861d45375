import Configuration

extension Keyword<ProxyBuilder> {
    /// Where the last state of servers is read from (manual, 4.2).
    static let savedStates: [Keyword] = [
        Keyword(
            "load-server-state-from-file", in: [.defaults, .backend], usage: "{ global | local | none }",
            summary: "Says where the servers' last state is read from."
        ) { arguments, proxy in
            let word = arguments.optional()
            switch word?.text {
            case "none": proxy.settings.stateSource = .none
            case "global": proxy.settings.stateSource = .global
            case "local": proxy.settings.stateSource = .local
            default:
                throw ConfigurationError(
                    "'load-server-state-from-file' expects 'global', 'local' or 'none'. Got '\(word?.text ?? "")'",
                    at: word, suggestions: Suggestion.nearest(to: word?.text ?? "", among: ["global", "local", "none"]))
            }
        },
        Keyword(
            "server-state-file-name", in: [.defaults, .backend], usage: "[use-backend-name | <file>]",
            summary: "Names the file with the servers' last state."
        ) { arguments, proxy in
            let word = arguments.optional()
            proxy.settings.stateFile = word?.text == "use-backend-name" ? nil : word?.text
        },
    ]
}

extension Keyword<GlobalBuilder> {
    /// Where files with servers' last states are (manual, 3.1).
    static let savedStates: [Keyword] = [
        Keyword(
            "server-state-base", in: .global, usage: "<directory>", summary: "Says where state files of servers are."
        ) {
            arguments, global in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'server-state-base' expects one argument: a directory path.")
            }
            if global.settings.stateBase != nil {
                arguments.warn("'server-state-base' already specified; the last one counts.", at: word)
            }
            global.settings.stateBase = word.text
        },
        Keyword(
            "server-state-file", in: .global, usage: "<file>", summary: "Names the file with all servers' last state."
        ) {
            arguments, global in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'server-state-file' expect one argument: a file path.")
            }
            if global.settings.stateFile != nil {
                arguments.warn("'server-state-file' already specified; the last one counts.", at: word)
            }
            global.settings.stateFile = word.text
        },
    ]
}
