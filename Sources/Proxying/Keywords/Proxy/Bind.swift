import Configuration

extension Keyword<ProxyBuilder> {
    /// `bind [<address>]:<port range> [, …] [<options>]` (manual, 4.2 and 5.1).
    static let bind = Keyword(
        "bind", in: .frontend, usage: "[<address>]:<port range> [, ...] [param*]", summary: "Listens for clients.",
        misplacement: .refused
    ) { arguments, proxy in
        let addresses = try arguments.addresses(named: "<address>", .listener)
        guard let first = addresses.first else { return }
        let builder = BindBuilder(BindSettings(address: first, location: arguments.line.location))
        arguments.subject = "'bind \(first.text)'"
        BindKeywords.catalogue.parseOptionWords(&arguments, into: builder, at: .bindLine)
        for address in addresses {
            var settings = builder.settings
            settings.address = address
            proxy.settings.binds.append(settings)
        }
    }
}
