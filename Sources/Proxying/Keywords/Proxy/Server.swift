import Configuration

extension Keyword<ProxyBuilder> {
    /// `server <name> <address>[:[port]] [param*]` (manual, 4.2 and 5.2).
    static let server = Keyword(
        "server", in: .backend, usage: "<name> <address>[:[port]] [param*]", summary: "Declares a server.",
        misplacement: .refused
    ) { arguments, proxy in
        let name = try arguments.next(named: "<name>").text
        let address = try arguments.address(named: "<address>", .server)
        arguments.subject = "'server \(proxy.settings.name)/\(name)'"
        var settings = proxy.serverDefaults
        settings.name = name
        settings.location = arguments.line.location
        settings.address = address
        let builder = ServerBuilder(settings)
        ServerKeywords.catalogue.parseOptionWords(&arguments, into: builder, at: .serverLine)
        proxy.settings.servers.append(builder.settings)
    }

    /// `default-server [param*]`: options for the servers that follow.
    static let defaultServer = Keyword(
        "default-server", in: [.defaults, .backend], usage: "[param*]",
        summary: "Sets options of the servers that follow."
    ) { arguments, proxy in
        let builder = ServerBuilder(proxy.serverDefaults)
        ServerKeywords.catalogue.parseOptionWords(&arguments, into: builder, at: .serverLine)
        proxy.serverDefaults = builder.settings
    }
}
