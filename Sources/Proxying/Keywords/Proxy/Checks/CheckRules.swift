import Configuration
import Memory
import Samples

/// `tcp-check` and `http-check` rules (manual, 4.2), for proxies and for `healthcheck` sections.
enum CheckRules {
    static func keywords<Target: CheckOwner>(in places: SectionSet) -> [Keyword<Target>] {
        common(.bytes, places) + common(.http, places) + sends(places) + flags(places)
    }

    /// The words that both sets have.
    private static func common<Target: CheckOwner>(_ kind: CheckPlan.Kind, _ places: SectionSet) -> [Keyword<Target>] {
        let stem = kind == .http ? "http-check" : "tcp-check"
        return [
            Keyword("\(stem) comment", in: places, usage: "<string>", summary: "Comments on the next rule of a check.")
            {
                arguments, owner in
                arguments.subject = "'\(arguments.keyword)'"
                guard let word = arguments.optional() else { throw ConfigurationError("expects a string as argument.") }
                _ = arguments.remaining()
                owner.checks.add(.comment(word.text), to: kind)
            },
            Keyword(
                "\(stem) connect", in: places,
                usage: "[default] [port <expr>] [addr <ip>] [send-proxy] [linger] [proto <name>] [comment <msg>]",
                summary: "Opens a connection of a check."
            ) { arguments, owner in
                let (connect, comment) = try read(&arguments, kind, owner) { try $0.connect() }
                guard owner.checks.allowsConnect(in: kind) else {
                    throw ConfigurationError(
                        "first step MUST also be a 'connect', optionally preceded by a 'set-var', an 'unset-var' or a "
                            + "'comment', when there is a 'connect' step in the tcp-check ruleset.")
                }
                owner.checks.add(.step(.connect(connect), comment: comment), to: kind)
            },
            Keyword(
                "\(stem) expect", in: places, usage: "[min-recv <int>] [comment <msg>] ... [!] <match> <pattern>",
                summary: "Says what a check expects."
            ) { arguments, owner in
                let (expectation, comment) = try read(&arguments, kind, owner) { try $0.expectation() }
                owner.checks.add(.step(.expect(expectation), comment: comment), to: kind)
            },
            variable("\(stem) set-var", kind, places, usage: "(<name>[,<cond>...]) <expr>") { reader in
                .expression(try reader.expression(reader.word("missing fetch method.")))
            },
            variable("\(stem) set-var-fmt", kind, places, usage: "(<name>[,<cond>...]) <fmt>") { reader in
                .format(try reader.format(reader.word("expects a format behind the variable."), describesFormat: false))
            },
            variable("\(stem) unset-var", kind, places, usage: "(<name>)") { _ in .none },
        ]
    }

    private static func variable<Target: CheckOwner>(
        _ words: String, _ kind: CheckPlan.Kind, _ places: SectionSet, usage: String,
        _ value: @escaping @Sendable (inout CheckRuleReader) throws -> CheckVariable.Value
    ) -> Keyword<Target> {
        Keyword(words, in: places, usage: usage, summary: "Sets or forgets a variable of a check.", matching: .call) {
            arguments, owner in
            let variable = try read(&arguments, kind, owner) { reader in
                let (name, conditions) = try reader.variable()
                do { return CheckVariable(name, try value(&reader), conditions) } catch let error as ConfigurationError
                {
                    throw ConfigurationError(
                        "'\(words.split(separator: " ").last ?? "")' : \(error.message)", column: error.column,
                        suggestions: error.suggestions)
                }
            }
            owner.checks.add(.step(.setVariable(variable), comment: nil), to: kind)
        }
    }

    private static func sends<Target: CheckOwner>(_ places: SectionSet) -> [Keyword<Target>] {
        [
            send("send", "<data>", places) { word, _ in .constant(ConstantBytes(word.bytes)) },
            send("send-lf", "<fmt>", places) { word, reader in .format(try reader.format(word)) },
            send("send-binary", "<hexstring>", places) { word, reader in
                .constant(try reader.digits(word, "'\(word.text)' "))
            },
            send("send-binary-lf", "<hexfmt>", places) { word, reader in .hexadecimal(try reader.format(word)) },
            Keyword(
                "http-check send", in: places,
                usage: "[meth <method>] [{ uri <uri> | uri-lf <fmt> }] [ver <version>] [hdr <name> <fmt>]* "
                    + "[{ body <string> | body-lf <fmt> }] [comment <msg>]", summary: "Sends a request of a check."
            ) { arguments, owner in
                let (request, comment) = try read(&arguments, .http, owner) { try $0.request() }
                guard owner.checks.allowsRequest else {
                    throw ConfigurationError(
                        "unable to add http-check send rule at step \(owner.checks.count(.http) + 1) (missing connect rule)."
                    )
                }
                owner.checks.add(.request(request, comment: comment), to: .http)
            },
        ]
    }

    private static func send<Target: CheckOwner>(
        _ name: String, _ value: String, _ places: SectionSet,
        _ make: @escaping @Sendable (Word, CheckRuleReader) throws -> CheckMessage
    ) -> Keyword<Target> {
        Keyword(
            "tcp-check \(name)", in: places, usage: "\(value) [comment <msg>]", summary: "Sends bytes of a check."
        ) { arguments, owner in
            let (message, comment) = try read(&arguments, .bytes, owner) { try $0.message(make) }
            owner.checks.add(.step(.send(message), comment: comment), to: .bytes)
        }
    }

    private static func flags<Target: CheckOwner>(_ places: SectionSet) -> [Keyword<Target>] {
        [
            Keyword(
                "http-check disable-on-404", in: places, summary: "Takes new clients from servers that answer 404."
            ) { _, owner in owner.checks.disablesOn404 = true },
            Keyword("http-check send-state", in: places, summary: "Tells servers how they are seen.") { _, owner in
                owner.checks.sendsState = true
            },
        ]
    }

    private static func read<Value>(
        _ arguments: inout Arguments, _ kind: CheckPlan.Kind, _ owner: some CheckOwner,
        _ body: (inout CheckRuleReader) throws -> Value
    ) throws -> Value {
        var reader = CheckRuleReader(arguments, kind, owner.expressions)
        defer { arguments = reader.arguments }
        return try body(&reader)
    }
}
