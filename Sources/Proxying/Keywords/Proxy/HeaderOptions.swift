import Configuration
import Samples

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
            usage: "[proto] [host | host-expr <expr>] [by | by-expr <expr>] [by_port | by_port-expr <expr>] "
                + "[for | for-expr <expr>] [for_port | for_port-expr <expr>]",
            summary: "Tells servers about the client (RFC 7239).",
            acceptsNegation: true
        ) { arguments, proxy in
            guard arguments.negation == .none else {
                proxy.settings.forwarded = nil
                return
            }
            guard !arguments.isAtEnd else {
                proxy.settings.forwarded = [.proto, .forAddress]
                proxy.settings.forwardedExpressions = ForwardedExpressions()
                return
            }
            var parts: ForwardedParts = []
            var expressions = ForwardedExpressions()
            while let word = arguments.optional() {
                switch word.text {
                case "proto": parts.insert(.proto)
                case "host": parts.insert(.host)
                case "by": parts.insert(.byAddress)
                case "by_port": parts.insert(.byPort)
                case "for": parts.insert(.forAddress)
                case "for_port": parts.insert(.forPort)
                case "host-expr":
                    (expressions.host, parts) = (try expression(word, &arguments, proxy), parts.union(.host))
                case "by-expr":
                    (expressions.by, parts) = (try expression(word, &arguments, proxy), parts.union(.byAddress))
                case "by_port-expr":
                    (expressions.byPort, parts) = (try expression(word, &arguments, proxy), parts.union(.byPort))
                case "for-expr":
                    (expressions.for, parts) = (try expression(word, &arguments, proxy), parts.union(.forAddress))
                case "for_port-expr":
                    (expressions.forPort, parts) = (try expression(word, &arguments, proxy), parts.union(.forPort))
                default:
                    throw ConfigurationError(
                        "'option forwarded' only supports 'proto', 'host', 'host-expr', 'by', 'by-expr', 'by_port', "
                            + "'by_port-expr', 'for', 'for-expr', 'for_port' and 'for_port-expr' (got '\(word.text)').",
                        at: word)
                }
            }
            proxy.settings.forwarded = parts
            proxy.settings.forwardedExpressions = expressions
        },
    ]

    private static func expression(
        _ name: Word, _ arguments: inout Arguments, _ proxy: ProxyBuilder
    ) throws -> Expression {
        guard let word = arguments.optional() else {
            throw ConfigurationError("'\(name.text)' expects <expr> as argument.", at: name)
        }
        let place = ExpressionPlace(
            line: arguments.line, word: word, section: arguments.context.name ?? "", uses: .backendRequest)
        return try ExpressionParser(proxy.expressions, at: place).parse(word)
    }
}
