import Configuration

extension Keyword<ProxyBuilder> {
    /// The `http-request` rules that need no expressions, and `redirect` (manual, 4.2 to 4.4).
    static let requestRules: [Keyword] = [
        Keyword("http-request allow", in: .proxies, usage: "", summary: "Ends the rules.") { arguments, proxy in
            try arguments.refuseAnonymousDefaults()
            try arguments.refuseCondition(of: "http-request allow")
            arguments.warnOfRequestRule(behind: proxy)
            proxy.rules.append(.ready(.allow))
        },
        Keyword(
            "http-request deny", in: .proxies,
            usage: "[{ status | deny_status } <code>] [content-type <type>] [<payload>]",
            summary: "Ends the rules with an error."
        ) { arguments, proxy in
            try reply(&arguments, proxy, "http-request deny", status: 403, isDenial: true)
        },
        Keyword(
            "http-request return", in: .proxies,
            usage: "[status <code>] [content-type <type>] [<payload>] [hdr <name> <fmt>]*",
            summary: "Ends the rules with an answer."
        ) { arguments, proxy in
            try reply(&arguments, proxy, "http-request return", status: 200, isDenial: false)
        },
        Keyword("http-request redirect", in: .proxies, usage: "<rule>", summary: "Ends the rules with a redirection.") {
            arguments, proxy in
            try arguments.refuseAnonymousDefaults()
            arguments.announceRule("'http-request redirect'")
            let redirect = try RedirectArguments.parse(&arguments)
            arguments.subject = nil
            try arguments.refuseCondition(of: "http-request redirect")
            arguments.warnOfRequestRule(behind: proxy)
            proxy.rules.append(.ready(.redirect(redirect)))
        },
        Keyword("redirect", in: .listen, usage: "<rule>", summary: "Answers requests with a redirection.") {
            arguments, proxy in
            arguments.announceRule("redirect")
            let redirect = try RedirectArguments.parse(&arguments)
            arguments.subject = nil
            try arguments.refuseCondition(of: "redirect")
            if proxy.usedBackendLine != nil { arguments.warnOfOrder("redirect", "use_backend") }
            proxy.redirections.append(redirect)
        },
    ]

    private static func reply(
        _ arguments: inout Arguments, _ proxy: ProxyBuilder, _ rule: String, status: UInt16, isDenial: Bool
    ) throws {
        try arguments.refuseAnonymousDefaults()
        arguments.announceRule("'\(rule)'")
        let content = try ReplyArguments.parse(&arguments, defaultStatus: status)
        arguments.subject = nil
        try arguments.refuseCondition(of: rule)
        arguments.warnOfRequestRule(behind: proxy)
        switch content.source {
        case .own where isDenial && !content.isDescribed, .proxy:
            guard ErrorReplyArguments.isKnown(content.status) else {
                throw ConfigurationError(
                    "status code '\(content.status)' not handled by default with 'default-errorfiles' argument.")
            }
            proxy.rules.append(.ready(.deny(status: content.status)))
        case .own(let reply): proxy.rules.append(.ready(.answer(reply)))
        case .section(let name):
            proxy.rules.append(.errorSet(name: name, status: content.status, line: arguments.line))
        }
    }
}
