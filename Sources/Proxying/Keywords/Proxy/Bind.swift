import Configuration

extension Keyword<ProxyBuilder> {
    /// `bind [<address>]:<port range> [, …] [<options>]` (manual, 4.2 and 5.1).
    static let bind = Keyword(
        "bind", in: .frontend, usage: "[<address>]:<port range> [, ...] [param*]", summary: "Listens for clients.",
        misplacement: .refused
    ) { arguments, proxy in
        proxy.settings.binds += try BindArguments.settings(&arguments, .listener)
    }
}

/// What stands behind `bind` and `dgram-bind`.
enum BindArguments {
    /// `<address>[, …] [param*]`: the settings of each address.
    ///
    /// - Parameter defaults: where the options begin.
    static func settings(
        _ arguments: inout Arguments, _ rules: AddressRules, _ defaults: BindSettings? = nil
    ) throws -> [BindSettings] {
        let keyword = arguments.keyword
        guard !arguments.isAtEnd else {
            throw ConfigurationError(
                "'\(keyword)' expects {<path>|[addr1]:port1[-end1]}{,[addr]:port[-end]}... as arguments.")
        }
        let addresses = try arguments.addresses(named: "<address>", rules)
        guard let first = addresses.first else { return [] }
        for address in addresses { try refuse(address) }
        let named = "\(keyword) \(first.text)"
        let options = options(
            &arguments, defaults ?? BindSettings(address: first, location: arguments.line.location), of: named)
        return addresses.map { address in
            var settings = options
            settings.address = address
            settings.location = arguments.line.location
            return settings
        }
    }

    /// The options up to the end of the line.
    static func options(_ arguments: inout Arguments, _ settings: BindSettings, of line: String) -> BindSettings {
        let builder = BindBuilder(settings)
        arguments.subject = "'\(line)' in section '\(arguments.context.keyword)'"
        BindKeywords.catalogue.parseOptionWords(&arguments, into: builder, at: .bindLine)
        return builder.settings
    }

    private static func refuse(_ address: Address) throws(ConfigurationError) {
        if let problem = address.descriptorProblem { throw ConfigurationError("'bind' : \(problem)") }
        if address.isQUIC { throw ConfigurationError("'quic' is not built yet: it comes with QUIC") }
        if address.family == .reverseHTTP {
            throw ConfigurationError("'rhttp@' is not built yet: it comes with HTTP/2")
        }
        if address.family == .socketPair {
            throw ConfigurationError("'sockpair@' is not built yet: it comes with reload")
        }
        if address.isMultipath {
            throw ConfigurationError("'mptcp@' is not built yet: it comes with more socket options")
        }
    }
}
