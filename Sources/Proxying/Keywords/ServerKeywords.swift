import Configuration

/// The words of `server` and `default-server` lines, in alphabetical order.
public enum ServerKeywords {
    public static let catalogue = Catalogue<ServerBuilder>([
        .serverBackup, .serverDisabled, .serverMaximumConnections, .serverWeight,
    ])
}

extension Keyword<ServerBuilder> {
    static let serverBackup = Keyword(
        "backup", in: .serverLine, summary: "Uses the server when all others are down.", acceptsNegation: true
    ) {
        arguments, server in server.settings.isBackup = arguments.negation == .none
    }

    static let serverDisabled = Keyword("disabled", in: .serverLine, summary: "Starts the server in maintenance.") {
        _, server in
        server.settings.isDisabled = true
    }

    static let serverMaximumConnections = Keyword(
        "maxconn", in: .serverLine, usage: "<number>", summary: "Limits the server's concurrent connections."
    ) { arguments, server in
        server.settings.maximumConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
    }

    static let serverWeight = Keyword(
        "weight", in: .serverLine, usage: "<number>", summary: "Sets the server's share of the load."
    ) {
        arguments, server in server.settings.weight = try arguments.integer(named: "<number>", in: 0...256)
    }
}
