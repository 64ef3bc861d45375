import Configuration

extension Keyword<ProxyBuilder> {
    /// Where the servers' last state is (manual, 4.2).
    static let serverStates: [Keyword] = [
        Keyword(
            "load-server-state-from-file", in: [.defaults, .backend], usage: "{ global | local | none }",
            summary: "Says where the servers' last state is read from."
        ) { arguments, proxy in
            let kinds: [String: ServerStateSource.Kind] = ["global": .global, "local": .local, "none": .none]
            let word = arguments.optional()
            guard let kind = kinds[word?.text ?? ""] else {
                throw ConfigurationError(
                    "'load-server-state-from-file' expects 'global', 'local' or 'none'. Got '\(word?.text ?? "")'",
                    at: word)
            }
            proxy.settings.stateSource.kind = kind
        },
        Keyword(
            "server-state-file-name", in: .backend, usage: "[ { use-backend-name | <file> } ]",
            summary: "Names the file of the servers' last state."
        ) { arguments, proxy in
            let word = arguments.optional()
            proxy.settings.stateSource.fileName = word?.text == "use-backend-name" ? nil : word?.text
        },
    ]
}

extension Keyword<GlobalBuilder> {
    /// Where state files are (manual, 3.1).
    static let serverStates: [Keyword] = [
        Keyword(
            "server-state-base", in: .global, usage: "<directory>", summary: "Sets the directory of the state files."
        ) { arguments, global in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'server-state-base' expects one argument: a directory path.")
            }
            global.settings.serverStateFolder = word.text
        },
        Keyword(
            "server-state-file", in: .global, usage: "<file>", summary: "Names the file of all servers' last state."
        ) { arguments, global in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'server-state-file' expect one argument: a file path.")
            }
            global.settings.serverStateFile = word.text
        },
    ]
}
