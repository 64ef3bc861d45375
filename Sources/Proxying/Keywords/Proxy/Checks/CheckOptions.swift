import Configuration
import Memory
import Samples

/// `option tcp-check`, `option httpchk` and the checks of protocols: which check a proxy's servers get (manual, 4.2).
extension Keyword<ProxyBuilder> {
    static let checkOptions: [Keyword] = CheckType.all.map { type in
        Keyword(
            "option \(type.name)", in: [.defaults, .backend], usage: type.usage, summary: type.summary
        ) { arguments, proxy in
            proxy.checks.choose(try type.parse(&arguments, proxy.expressions))
        }
    }

    static let checkRules: [Keyword] = CheckRules.keywords(in: [.defaults, .backend])
}

/// One kind of check: behind `option` in a proxy, behind `type` in a `healthcheck` section.
struct CheckType: Sendable {
    let name: String
    let usage: String
    let summary: String
    let parse: @Sendable (inout Arguments, ExpressionScope) throws -> CheckDraft.Option

    static let all: [CheckType] = [
        CheckType(name: "tcp-check", usage: "", summary: "Checks servers with the 'tcp-check' rules.") { _, _ in .bytes
        },
        CheckType(
            name: "httpchk", usage: "[<method>] [<uri> [<version> [<host>]]]", summary: "Checks servers with HTTP.",
            parse: readHTTP),
        SMTPCheck.type, LDAPCheck.type, MySQLCheck.type, PostgreSQLCheck.type, RedisCheck.type, TLSHelloCheck.type,
        SPOPCheck.type,
    ]

    private static func readHTTP(
        _ arguments: inout Arguments, _ expressions: ExpressionScope
    ) throws -> CheckDraft.Option {
        var request = CheckRequest.Settings()
        let first = arguments.optional()
        if let target = arguments.optional() {
            request.method = first?.bytes
            request.target = LogFormat(constant: target.bytes)
        } else {
            request.target = first.map { LogFormat(constant: $0.bytes) }
        }
        if let version = arguments.optional() {
            guard version.bytes.allSatisfy({ $0 > 32 && $0 != 127 }) else {
                throw ConfigurationError(
                    "'option httpchk' : hiding headers or body at the end of the version string is unsupported. Use "
                        + "'http-check send' directive instead.", at: version)
            }
            request.version = CheckRequest.version(version.bytes)
        }
        if let host = arguments.optional() {
            let reader = CheckRuleReader(arguments, .http, expressions)
            request.fields = [(Array("host".utf8), try reader.format(host))]
        }
        return .http(request)
    }
}
