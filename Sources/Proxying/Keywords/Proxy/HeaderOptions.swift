import Configuration

extension Keyword<ProxyBuilder> {
    /// Options about header names, and `option forwarded` (manual, 4.2).
    static let headerOptions: [Keyword] = [
        Keyword(
            "option http-restrict-req-hdr-names", in: .proxies, usage: "{ preserve | delete | reject }",
            summary: "Says what happens to header names that applications confuse."
        ) { arguments, proxy in
            let word = arguments.optional()
            switch word?.text {
            case "preserve": proxy.settings.restrictsHeaderNames = .preserve
            case "delete": proxy.settings.restrictsHeaderNames = .delete
            case "reject": proxy.settings.restrictsHeaderNames = .reject
            default:
                let problem = word.map { "invalid parameter '\($0.text)'." } ?? "missing parameter."
                throw ConfigurationError(
                    "\(problem) option 'http-restrict-req-hdr-names' expects 'preserve', 'reject' or 'delete' option.",
                    at: word)
            }
        },
        Keyword(
            "http-send-name-header", in: [.defaults, .backend], usage: "<header>",
            summary: "Tells servers their own name."
        ) { arguments, proxy in
            let word = try arguments.next(named: "<header>")
            let name = word.text.lowercased()
            guard !["host", "content-length", "transfer-encoding", "connection"].contains(name) else {
                throw ConfigurationError(
                    "'http-send-name-header' cannot use '\(name)' as header name.", at: word)
            }
            proxy.settings.serverNameHeader = Array(name.utf8)
        },
        Keyword(
            "option forwarded", in: [.defaults, .backend],
            usage: "[proto] [host] [by] [by_port] [for] [for_port]",
            summary: "Tells servers about the client (RFC 7239).",
            acceptsNegation: true
        ) { arguments, proxy in
            guard arguments.negation == .none else {
                proxy.settings.forwarded = nil
                return
            }
            guard !arguments.isAtEnd else {
                proxy.settings.forwarded = [.proto, .forAddress]
                return
            }
            var parts: ForwardedParts = []
            while let word = arguments.optional() {
                switch word.text {
                case "proto": parts.insert(.proto)
                case "host": parts.insert(.host)
                case "by": parts.insert(.byAddress)
                case "by_port": parts.insert(.byPort)
                case "for": parts.insert(.forAddress)
                case "for_port": parts.insert(.forPort)
                case "host-expr", "by-expr", "by_port-expr", "for-expr", "for_port-expr":
                    throw ConfigurationError(
                        "'option forwarded \(word.text)' is not built yet: it comes with the expression language",
                        at: word)
                default:
                    throw ConfigurationError(
                        "'option forwarded' only supports 'proto', 'host', 'by', 'by_port', 'for' and 'for_port' "
                            + "(got '\(word.text)').", at: word)
                }
            }
            proxy.settings.forwarded = parts
        },
    ]
}
