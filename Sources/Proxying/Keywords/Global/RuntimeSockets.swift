import Configuration

extension Keyword<GlobalBuilder> {
    /// `stats …` of `global`: the sockets of the runtime API (manual, 3.1).
    static let runtimeSockets: [Keyword] = [
        Keyword("stats socket", in: .global, usage: "<address> [param*]", summary: "Opens the runtime API.") {
            arguments, global in
            guard !arguments.isAtEnd else {
                throw ConfigurationError(
                    "'stats socket' in global section expects an address or a path to a UNIX socket")
            }
            let addresses = try arguments.addresses(named: "<address>", .listener)
            guard let first = addresses.first else { return }
            if let problem = addresses.lazy.compactMap(\.descriptorProblem).first {
                throw ConfigurationError("'stats socket' : \(problem)")
            }
            let builder = BindBuilder(BindSettings(address: first, location: arguments.line.location))
            arguments.subject = "'stats socket'"
            BindKeywords.catalogue.parseOptionWords(&arguments, into: builder, at: .bindLine)
            for address in addresses {
                var settings = builder.settings
                settings.address = address
                global.settings.statisticsSockets.append(settings)
            }
        },
        Keyword("stats maxconn", in: .global, usage: "<number>", summary: "Limits the API's concurrent clients.") {
            arguments, global in
            let word = arguments.optional()
            guard let word, let number = Int(word.text), number > 0 else {
                throw ConfigurationError("'stats maxconn' expects a positive value", at: word)
            }
            global.settings.statisticsConnections = number
        },
        Keyword("stats timeout", in: .global, usage: "<time>", summary: "Sets how long an API's client may be silent.")
        {
            arguments, global in
            global.settings.statisticsTimeout = try arguments.duration(named: "<time>")
        },
        Keyword(
            "tune.cli.max-payload-size", in: .global, usage: "<size>",
            summary: "Limits what may follow an API's command."
        ) { arguments, global in
            let size = try arguments.size(named: "<size>", in: 1...Int(Int32.max))
            global.settings.commandPayloadLimit = size.rawValue
        },
        .removed(
            "stats bind-process", in: .global, since: "2.5",
            advice: "Threads are used instead of processes; remove the line."),
        Keyword(
            "unix-bind", in: .global,
            usage: "[prefix <prefix>] [mode <mode>] [user <user>] [uid <uid>] [group <group>] [gid <gid>]",
            summary: "Sets options of the unix sockets of bind lines."
        ) { arguments, global in
            while let word = arguments.optional() {
                switch word.text {
                case "prefix": global.settings.unixSockets.prefix = try arguments.next(named: "<prefix>").text
                case "mode": global.settings.unixSockets.mode = try arguments.permissions()
                case "user": global.settings.unixSockets.owner = try arguments.user()
                case "uid": global.settings.unixSockets.owner = try arguments.identity(alternative: "user")
                case "group": global.settings.unixSockets.group = try arguments.group()
                case "gid": global.settings.unixSockets.group = try arguments.identity(alternative: "group")
                default:
                    throw ConfigurationError(
                        "'unix-bind' only supports the 'prefix', 'mode', 'uid', 'gid', 'user' and 'group' options.",
                        at: word)
                }
            }
        },
    ]
}
