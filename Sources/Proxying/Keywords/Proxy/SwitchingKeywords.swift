import Configuration
import Samples

extension Keyword<ProxyBuilder> {
    /// `use_backend` and `use-server`: where a request goes (manual, 4.2).
    static let switching: [Keyword] = [
        Keyword(
            "use_backend", in: .frontend, usage: "<backend> [{if | unless} <condition>]",
            summary: "Names the backend."
        ) { arguments, proxy in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'use_backend' expects a backend name.")
            }
            let format = try target(word, arguments, proxy, .frontendSwitching)
            let condition = try arguments.condition(of: "use_backend", proxy, uses: .frontendSwitching)
            proxy.switchingLines.append(SwitchingLine(format, condition, arguments.line))
        },
        Keyword(
            "force-be-switch", in: .frontend, usage: "{if | unless} <condition>",
            summary: "Lets rules lead to backends that are not published."
        ) { arguments, proxy in
            let condition = try arguments.requiredCondition(
                of: "force-be-switch", proxy, uses: .frontendSwitching, noun: "rule")
            proxy.forcedSwitching.append(condition)
        },
        Keyword(
            "be-unpublished", in: .backend, summary: "Lets no rule of another proxy lead here, until it is published."
        ) {
            _, proxy in
            proxy.settings.startsUnpublished = true
        },
        Keyword(
            "use-server", in: .backend, usage: "<server> {if | unless} <condition>",
            summary: "Names the server, if it works."
        ) { arguments, proxy in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'use-server' expects a server name.")
            }
            let format = try target(word, arguments, proxy, .serverChoice)
            let condition = try arguments.requiredCondition(of: "use-server", proxy, uses: .serverChoice)
            proxy.serverLines.append(SwitchingLine(format, condition, arguments.line))
        },
    ]

    private static func target(
        _ word: Word, _ arguments: Arguments, _ proxy: ProxyBuilder, _ uses: SamplePlaces
    ) throws -> LogFormat {
        let place = ExpressionPlace(
            line: arguments.line, word: word, section: arguments.context.name ?? "", uses: uses)
        return try ExpressionParser(proxy.expressions, at: place).format(word.bytes)
    }
}
