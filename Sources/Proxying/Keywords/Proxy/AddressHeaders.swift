import Configuration
import Transport

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
        let parts = word.text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let first = parts.first, let address = try? Address(configuration: first, rules: [.stream]) else {
            throw ConfigurationError("'\(word.text)' is not a network, such as 10.0.0.0/8.", at: word)
        }
        let socket = SocketAddress(address)
        let bits = socket.family == .ipv6 ? 128 : 32
        guard socket.family == .ipv4 || socket.family == .ipv6, let prefix = parts.count > 1 ? Int(parts[1]) : bits,
            (0...bits).contains(prefix)
        else { throw ConfigurationError("'\(word.text)' is not a network, such as 10.0.0.0/8.", at: word) }
        return Network(family: socket.family, high: socket.high, low: socket.low, prefix: prefix)
    }
}
