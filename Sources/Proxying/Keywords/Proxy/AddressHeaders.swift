import Configuration

extension Keyword<ProxyBuilder> {
    /// `option forwardfor` and `option originalto` (manual, 4.2).
    static var addressHeaders: [Keyword] {
        [
            Keyword(
                "option forwardfor", in: .proxies, usage: "[except <network>] [header <name>] [if-none]",
                summary: "Tells servers the client's address."
            ) { arguments, proxy in
                proxy.settings.forwardedFor = try parse(&arguments, "x-forwarded-for", allowsIfNone: true)
            },
            Keyword(
                "option originalto", in: .proxies, usage: "[except <network>] [header <name>]",
                summary: "Tells servers the address that the client connected to."
            ) { arguments, proxy in
                proxy.settings.originalTo = try parse(&arguments, "x-original-to", allowsIfNone: false)
            },
        ]
    }

    private static func parse(_ arguments: inout Arguments, _ name: String, allowsIfNone: Bool) throws -> AddressHeader
    {
        var header = AddressHeader(name: name)
        while let word = arguments.optional() {
            switch word.text {
            case "except": header.exceptions = [try network(&arguments)]
            case "header": header.name = Array(try arguments.next(named: "<name>").text.lowercased().utf8)
            case "if-none" where allowsIfNone: header.onlyIfNone = true
            default:
                throw ConfigurationError(
                    "'\(arguments.keyword)' only supports optional values: 'except', 'header'\(allowsIfNone ? " and 'if-none'" : "").",
                    at: word)
            }
        }
        return header
    }

    private static func network(_ arguments: inout Arguments) throws -> Network {
        let word = try arguments.next(named: "<network>")
        guard let network = Network(configuration: word.text) else {
            throw ConfigurationError("'\(word.text)' is not a network, such as 10.0.0.0/8.", at: word)
        }
        return network
    }
}
