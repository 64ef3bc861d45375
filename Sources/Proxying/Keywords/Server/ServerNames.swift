import Configuration

extension Keyword<ServerBuilder> {
    /// How a server's name becomes an address (manual, 5.2 and 5.3).
    static let names: [Keyword] = [
        Keyword(
            "init-addr", in: .serverLine, usage: "{ last | libc | none | <address> },[...]*",
            summary: "Says how the server's address is found at the start."
        ) { arguments, server in
            // Without a method, as HAProxy has it, nothing changes.
            guard let word = arguments.optional() else { return }
            server.settings.resolution.hasInitialAddress = true
            server.settings.initialAddress = try word.text.split(separator: ",").map { part in
                switch part {
                case "last": return .last
                case "libc": return .libc
                case "none": return .none
                default:
                    guard let address = try? Address(configuration: String(part), rules: [.stream]) else {
                        throw ConfigurationError(
                            "'init-addr' : unknown init-addr method '\(part)', supported methods are 'libc', 'last', "
                                + "'none'.", at: word)
                    }
                    return .fixed(address)
                }
            }
        },
        Keyword(
            "resolvers", in: .serverLine, usage: "<id>", summary: "Resolves the server's name while the process runs."
        ) { arguments, server in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'resolvers' expects the name of a 'resolvers' section.")
            }
            server.settings.resolution.section = word.text
        },
        Keyword(
            "resolve-prefer", in: .serverLine, usage: "{ ipv4 | ipv6 }", summary: "Says which addresses come first."
        ) { arguments, server in
            let word = arguments.optional()
            guard let word, word.text == "ipv4" || word.text == "ipv6" else {
                throw ConfigurationError("'resolve-prefer' expects either ipv4 or ipv6 as argument.", at: word)
            }
            server.settings.resolution.prefersIPv4 = word.text == "ipv4"
        },
        Keyword(
            "resolve-net", in: .serverLine, usage: "<network>[,<network>]*",
            summary: "Says from which networks addresses come first."
        ) { arguments, server in
            let word = arguments.optional()
            guard let word else { throw ConfigurationError("'resolve-net' expects a list of networks.") }
            let networks = try word.text.split(separator: ",").map { text in
                guard let network = Network(configuration: String(text)) else {
                    throw ConfigurationError("'resolve-net' invalid network '\(text)'.", at: word)
                }
                return network
            }
            guard networks.count <= mostNetworks else {
                throw ConfigurationError("'resolve-net' exceed \(mostNetworks) networks.", at: word)
            }
            server.settings.resolution.networks = networks
        },
        Keyword(
            "resolve-opts", in: .serverLine, usage: "<option>[,<option>]*", summary: "Changes what answers do."
        ) { arguments, server in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'resolve-opts' expects a list of options.")
            }
            for option in word.text.split(separator: ",") {
                switch option {
                case "allow-dup-ip": server.settings.resolution.allowsDuplicates = true
                case "prevent-dup-ip": server.settings.resolution.allowsDuplicates = false
                case "ignore-weight": server.settings.resolution.ignoresWeight = true
                default:
                    throw ConfigurationError(
                        "'resolve-opts' : unknown resolve-opts option '\(option)', supported methods are "
                            + "'allow-dup-ip', 'ignore-weight', and 'prevent-dup-ip'.", at: word)
                }
            }
        },
    ]

    private static let mostNetworks = 5
}
