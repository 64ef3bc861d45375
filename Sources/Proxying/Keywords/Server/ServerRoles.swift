import Configuration
import Memory

extension Keyword<ServerBuilder> {
    /// What part a server plays among its backend's (manual, 5.2).
    static let roles: [Keyword] = [
        Keyword("backup", in: .serverLine, summary: "Uses the server when all others are down.") { _, server in
            server.settings.isBackup = true
        },
        Keyword("non-stick", in: .serverLine, summary: "Keeps the server out of what 'stick' rules remember.") {
            _, server in
            server.settings.isSticky = false
        },
        Keyword("stick", in: .serverLine, summary: "Undoes 'non-stick'.") { _, server in
            server.settings.isSticky = true
        },
        Keyword("no-backup", in: .serverLine, summary: "Undoes 'backup'.") { _, server in
            server.settings.isBackup = false
        },
        Keyword(
            "log-proto", in: .serverLine, usage: "{ legacy | octet-count }", summary: "Sets how a ring's lines are cut."
        ) { arguments, server in
            let word = arguments.optional()
            let framings: [String: LogFraming] = ["legacy": .legacy, "octet-count": .octetCount]
            guard let framing = framings[word?.text ?? ""] else {
                throw ConfigurationError(
                    "'log-proto' expects one of 'legacy' or 'octet-count' but got '\(word?.text ?? "")'.", at: word)
            }
            server.settings.logFraming = framing
        },
        Keyword(
            "log-bufsize", in: .serverLine, usage: "<size>",
            summary: "Sets how many bytes of log lines may wait for the server."
        ) { arguments, server in
            let word = arguments.optional()
            guard let word, let size = try? ByteCount(configuration: word.text),
                (1...Int(Int32.max)).contains(size.rawValue)
            else {
                throw ConfigurationError(
                    "'log-bufsize' expects a size between 1 and 2147483647 bytes (got '\(word?.text ?? "")').", at: word
                )
            }
            server.settings.logBufferSize = size.rawValue
        },
        Keyword("disabled", in: .serverLine, summary: "Starts the server in maintenance.") { _, server in
            server.settings.isDisabled = true
        },
        Keyword("enabled", in: .serverLine, summary: "Undoes 'disabled'.") { _, server in
            server.settings.isDisabled = false
        },
        Keyword("weight", in: .serverLine, usage: "<number>", summary: "Sets the server's share of the load.") {
            arguments, server in
            let word = arguments.peek
            let weight = try arguments.integer(named: "<number>")
            guard (0...256).contains(weight) else {
                let name = server.settings.name.isEmpty ? "default-server" : server.settings.name
                throw ConfigurationError("weight of server \(name) is not within 0 and 256 (\(weight)).", at: word)
            }
            server.settings.weight = weight
        },
        Keyword("id", in: .serverLine, usage: "<number>", summary: "Numbers the server in statistics.") {
            arguments, server in
            guard !server.isDefault else {
                throw ConfigurationError("'id' option is not accepted in default-server sections", at: arguments.peek)
            }
            server.settings.identifier = try arguments.customIdentifier()
        },
        Keyword(
            "hash-key", in: .serverLine, usage: "{ id | addr | addr-port | guid }",
            summary: "Says what places the server on a hash ring."
        ) { arguments, server in
            server.settings.hashKey = try arguments.oneOf([
                "id": ServerHashKey.identifier, "addr": .address, "addr-port": .addressAndPort, "guid": .guid,
            ])
        },
        Keyword(
            "shard", in: .serverLine, usage: "<number>", summary: "Gives a peer its part of the entries."
        ) { arguments, server in
            server.settings.shard = try arguments.integer(named: "<number>", in: 0...65535)
        },
        Keyword("redir", in: .serverLine, usage: "<prefix>", summary: "Sends clients to the server with a redirection.")
        {
            arguments, server in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'redir' expects <prefix> as argument.")
            }
            server.settings.redirection = word.bytes
        },
    ]
}
