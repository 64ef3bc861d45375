import Configuration
import Memory
import Samples

extension Keyword<ServerBuilder> {
    /// How many connections a server gets, and how long they are kept (manual, 5.2).
    static let connections: [Keyword] = [
        Keyword("maxconn", in: .serverLine, usage: "<number>", summary: "Limits the server's concurrent requests.") {
            arguments, server in
            server.settings.maximumConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword(
            "maxqueue", in: .serverLine, usage: "<number>", summary: "Limits how many requests wait for the server."
        ) { arguments, server in
            server.settings.maximumQueue = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword(
            "minconn", in: .serverLine, usage: "<number>",
            summary: "Lets the server's limit follow the backend's load, from here on up."
        ) { arguments, server in
            server.settings.minimumConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword("proto", in: .serverLine, usage: "{ h1 | none }", summary: "Says what the server speaks.") {
            arguments, server in server.settings.wireProtocol = try arguments.wireProtocol()
        },
        Keyword(
            "ws", in: .serverLine, usage: "{ auto | h1 }",
            summary: "Says by which protocol web sockets reach the server."
        ) { arguments, _ in
            switch arguments.optional()?.text {
            // There is no other one.
            case "auto", "h1": arguments.diag("'ws' has no effect. Servers are spoken to in HTTP/1.")
            case "h2": throw ConfigurationError("'ws h2' is not built yet: it comes with HTTP/2")
            default: throw ConfigurationError("'ws' has to be 'auto' or 'h1'.")
            }
        },
        Keyword("strict-maxconn", in: .serverLine, summary: "Counts idle connections to the server, too.") {
            _, server in
            server.settings.limitsConnections = true
        },
        Keyword(
            "max-reuse", in: .serverLine, usage: "<number>", summary: "Limits how often a connection is used again."
        ) {
            arguments, server in
            server.settings.maximumReuse = try arguments.integer(named: "<number>", in: -1...Int(Int32.max))
        },
        Keyword("pool-max-conn", in: .serverLine, usage: "<number>", summary: "Limits the server's idle connections.") {
            arguments, server in
            server.settings.poolLimit = try arguments.integer(named: "<number>", in: -1...Int(Int32.max))
        },
        Keyword(
            "pool-low-conn", in: .serverLine, usage: "<number>",
            summary: "Sets how many idle connections a loop keeps for itself."
        ) { arguments, server in
            server.settings.poolLow = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword(
            "pool-purge-delay", in: .serverLine, usage: "<time>",
            summary: "Sets how often half of the idle connections are ended."
        ) { arguments, server in
            server.settings.poolPurgeDelay = try arguments.duration(named: "<time>")
        },
    ]

    /// The PROXY protocol towards a server.
    static let proxyHeaders: [Keyword] = [
        Keyword("send-proxy", in: .serverLine, summary: "Sends the PROXY protocol, version 1.") { _, server in
            server.settings.sendsProxy = .v1
        },
        Keyword("send-proxy-v2", in: .serverLine, summary: "Sends the PROXY protocol, version 2.") { _, server in
            server.settings.sendsProxy = .v2
        },
        Keyword("no-send-proxy", in: .serverLine, summary: "Undoes 'send-proxy'.") { _, server in
            if server.settings.sendsProxy == .v1 { server.settings.sendsProxy = .none }
        },
        Keyword("no-send-proxy-v2", in: .serverLine, summary: "Undoes 'send-proxy-v2'.") { _, server in
            if server.settings.sendsProxy == .v2 { server.settings.sendsProxy = .none }
        },
        Keyword(
            "proxy-v2-options", in: .serverLine, usage: "<option>[,<option>]*",
            summary: "Adds fields to the PROXY protocol, version 2."
        ) { arguments, server in
            let word = try arguments.next(named: "<option>")
            for option in word.text.split(separator: ",") {
                switch option {
                case "crc32c": server.settings.proxyOptions.insert(.crc32c)
                case "authority": server.settings.proxyOptions.insert(.authority)
                case "unique-id": server.settings.proxyOptions.insert(.uniqueIdentifier)
                case "ssl", "cert-cn", "cert-key", "cert-sig", "ssl-cipher":
                    throw ConfigurationError(
                        "'proxy-v2-options \(option)' is not built yet: it comes with TLS", at: word)
                default:
                    throw ConfigurationError(
                        "'proxy-v2-options' : unknown option '\(option)'; 'authority', 'crc32c' and 'unique-id' are built.",
                        at: word
                    )
                }
            }
        },
    ]

    /// Expressions about a connection to the server.
    static let connectionExpressions: [Keyword] = [
        Keyword(
            "pool-conn-name", in: .serverLine, usage: "<expression>",
            summary: "Names connections: only a request with the same name uses one again."
        ) { arguments, server in
            let parser = try server.parser(arguments)
            let word = try arguments.next(named: "<expr>")
            server.settings.connectionName = try parser.parse(word)
        },
        Keyword(
            "set-proxy-v2-tlv-fmt", in: .serverLine, usage: "(<type>) <format>",
            summary: "Adds a field to the PROXY protocol, version 2.", matching: .call
        ) { arguments, server in
            let parser = try server.parser(arguments)
            let text = arguments.suffix.hasSuffix(")") ? arguments.suffix.dropFirst().dropLast() : ""
            guard let kind = UInt8(configuration: String(text)) else {
                throw ConfigurationError(
                    "'set-proxy-v2-tlv-fmt' : expects the type of a TLV between 0 and 255 in parentheses "
                        + "(got '\(arguments.suffix)').")
            }
            let word = try arguments.next(named: "<fmt>")
            server.settings.proxyFields.append(ProxyField(kind: kind, format: try parser.format(word.bytes)))
        },
    ]

    /// What the system is asked for a connection to the server.
    static let sockets: [Keyword] = [
        Keyword(
            "source", in: .serverLine,
            usage:
                "<addr>[:<ports>] [usesrc { <addr> | client | clientip | hdr_ip(<name>[,<occurrence>]) }] [interface <name>]",
            summary: "Sets the address that connections start from."
        ) { arguments, server in
            server.settings.source = try SourceArguments.parse(
                &arguments, server.expressions.map { ExpressionParser($0, at: .serverSource(arguments)) },
                stopsAtUnknown: true)
        },
        Keyword("usesrc", in: .serverLine) { arguments, _ in
            throw ConfigurationError("'usesrc' only allowed after a 'source' statement.")
        },
        Keyword("namespace", in: .serverLine, usage: "<name>", summary: "Connects in a network namespace.") {
            arguments, server in
            if arguments.peek?.text == "*" {
                throw ConfigurationError(
                    "'namespace *' is not built yet: it comes with more fields of the PROXY protocol",
                    at: arguments.peek)
            }
            server.settings.namespace = try arguments.networkNamespace()
        },
        Keyword(
            "socks4", in: .serverLine, usage: "<addr>:<port>", summary: "Connects through a SOCKS4 proxy."
        ) { arguments, server in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'socks4' expects <addr>:<port> as argument.")
            }
            do throws(AddressFailure) {
                let address = try Address(configuration: word.text, rules: [.portRequired, .port, .names, .stream])
                server.settings.socksProxy = try address.resolved()
            } catch {
                throw ConfigurationError("'socks4 \(word.text)' : \(error.message)", at: word)
            }
        },
        Keyword(
            "cc", in: .serverLine, usage: "<algorithm>", summary: "Sets how TCP finds out what the network bears."
        ) { arguments, server in server.settings.congestionControl = try arguments.congestionControl() },
        Keyword(
            "tcp-md5sig", in: .serverLine, usage: "<password>", summary: "Signs connections to the server."
        ) { arguments, server in server.settings.signature = try arguments.segmentSignature() },
        Keyword("tcp-ut", in: .serverLine, usage: "<time>", summary: "Sets how long data may stay unacknowledged.") {
            arguments, server in
            guard !arguments.isAtEnd else {
                throw ConfigurationError("'tcp-ut' : missing TCP User Timeout value.")
            }
            server.settings.userTimeout = try arguments.duration(named: "<time>")
        },
        Keyword("tfo", in: .serverLine, summary: "Sends data in a connection's first packet.") { _, server in
            server.settings.fastOpen = true
        },
        Keyword("no-tfo", in: .serverLine, summary: "Undoes 'tfo'.") { _, server in server.settings.fastOpen = false },
    ]
}

extension UInt8 {
    /// A number in decimal, or in hexadecimal behind `0x`.
    fileprivate init?(configuration text: String) {
        let isHexadecimal = text.hasPrefix("0x")
        self.init(isHexadecimal ? text.dropFirst(2) : text[...], radix: isHexadecimal ? 16 : 10)
    }
}

extension ExpressionPlace {
    /// Where connections to servers are made.
    static func serverSource(_ arguments: Arguments) -> ExpressionPlace {
        ExpressionPlace(
            line: arguments.line, word: arguments.peek, section: arguments.context.name ?? "", uses: .serverSource)
    }
}
