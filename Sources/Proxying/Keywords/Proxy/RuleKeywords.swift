import Configuration
import Samples

extension Keyword<ProxyBuilder> {
    /// The rules of all sets, `redirect` and `acl` (manual, 4.2).
    static let rules: [Keyword] =
        Action.all.flatMap(\.keywords) + [
            Keyword(
                "acl", in: .proxies, usage: "<aclname> <criterion> [flags] [operator] <value> ...",
                summary: "Declares a test."
            ) {
                arguments, proxy in
                try declare(&arguments, proxy)
            },
            Keyword("redirect", in: .listen, usage: "<rule>", summary: "Answers requests with a redirection.") {
                arguments, proxy in
                var reader = ActionReader(arguments, proxy, .httpRequest)
                reader.announce("redirect")
                let redirect = try RedirectArguments.parse(&reader, takesFormats: false)
                reader.arguments.subject = nil
                let condition = try reader.condition(of: "redirect")
                arguments = reader.arguments
                if !proxy.switchingLines.isEmpty { arguments.warnOfOrder("redirect", "use_backend") }
                proxy.redirections.append(
                    Rule(
                        run: Action.runRedirect, arguments: RuleArguments(object: redirect), condition: condition,
                        isFinal: false))
            },
        ]

    private static func declare(_ arguments: inout Arguments, _ proxy: ProxyBuilder) throws {
        if arguments.context.places.contains(.defaults), arguments.context.name == nil {
            throw ConfigurationError("'acl' not allowed in anonymous 'defaults' section.")
        }
        let name = try arguments.next(named: "<aclname>")
        if let bad = ProxyName.invalidCharacter(in: name.text) {
            throw ConfigurationError("character '\(bad)' is not permitted in acl name '\(name.text)'.", at: name)
        }
        if name.text == "or" {
            throw ConfigurationError(
                "acl name '\(name.text)' will never match. 'or' is used to express a disjunction within a condition.",
                at: name)
        }
        let words = arguments.remaining()
        let place = ExpressionPlace(
            line: arguments.line, word: words.first ?? name, section: arguments.context.name ?? "", uses: .everywhere)
        do {
            let test = try ACLParser.parse(words, ExpressionParser(proxy.expressions, at: place))
            proxy.conditions.add(test, to: name.text)
        } catch let error as ConfigurationError {
            proxy.conditions.addRefused(name.text)
            throw ConfigurationError(
                "error detected while parsing ACL '\(name.text)' : \(error.message)", column: error.column,
                suggestions: error.suggestions)
        }
    }
}
