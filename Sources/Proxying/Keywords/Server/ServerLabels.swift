import Configuration

extension Keyword<ServerBuilder> {
    /// What a server is called besides its name (manual, 5.2).
    static let labels: [Keyword] = [
        Keyword(
            "cookie", in: .serverLine, usage: "<value>", summary: "Sets the server's value of the backend's cookie."
        ) {
            arguments, server in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'cookie' expects <value> as argument.")
            }
            server.settings.cookie = word.bytes
        },
        Keyword("guid", in: .serverLine, usage: "<string>", summary: "Gives the server a name that nothing else has.") {
            arguments, server in
            guard !server.isDefault else {
                throw ConfigurationError("'guid' option is not accepted in default-server sections", at: arguments.peek)
            }
            server.settings.guid = try arguments.uniqueIdentifier()
        },
    ]
}
