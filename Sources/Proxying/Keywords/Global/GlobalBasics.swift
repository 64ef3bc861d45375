import Configuration

extension Keyword<GlobalBuilder> {
    static let maximumConnections = Keyword(
        "maxconn", in: .global, usage: "<number>", summary: "Limits concurrent connections."
    ) {
        arguments, global in
        global.settings.maximumConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
    }

    static let threads = Keyword("nbthread", in: .global, usage: "<number>", summary: "Sets the number of threads.") {
        arguments, global in
        global.settings.threads = try arguments.integer(named: "<number>", in: 1...1024)
    }

    static let globalDaemon = Keyword("daemon", in: .global, summary: "Runs in the background.", acceptsNegation: true)
    { arguments, global in
        global.settings.isDaemon = arguments.negation == .none
    }

    /// `stats socket <address> [param*]` (manual, 3.1).
    static let statsSocket = Keyword(
        "stats socket", in: .global, usage: "<address> [param*]", summary: "Opens the runtime API."
    ) {
        arguments, global in
        for address in try arguments.addresses(named: "<address>", .listener) {
            let builder = BindBuilder(BindSettings(address: address, location: arguments.line.location))
            BindKeywords.catalogue.parseOptionWords(&arguments, into: builder, at: .bindLine)
            global.settings.statisticsSockets.append(builder.settings)
        }
    }
}
