import Configuration
import Samples

extension Keyword<ProxyBuilder> {
    /// What logs say of streams (manual, 4.2 and 8.2).
    static let accessLogs: [Keyword] = [
        format("log-format", "Sets what log lines say.") { setFormat($0, "log-format", $1, $2) },
        format("error-log-format", "Sets what log lines say of connections that fail.") { setErrorFormat($0, $1, $2) },
        format("log-format-sd", "Sets the structured data of log lines.") { format, arguments, proxy in
            proxy.settings.accessLog.structuredData = format
            proxy.settings.accessLog.dataLine = arguments.line
        },
        Keyword(
            "log-steps", in: .proxies, usage: "{ all | <step>[,<step>]* }", summary: "Says when streams are logged."
        ) { arguments, proxy in
            proxy.settings.accessLog.steps = try readSteps(&arguments)
        },
        standard("httplog", AccessLogFormat.http, clf: AccessLogFormat.commonHTTP, "Logs HTTP requests in detail."),
        standard("httpslog", AccessLogFormat.https, clf: nil, "Logs HTTPS requests in detail."),
        standard("tcplog", AccessLogFormat.tcp, clf: AccessLogFormat.commonTCP, "Logs TCP connections in detail."),
        flag("dontlog-normal", [.defaults, .frontend], .ignoresNormal, "Logs no stream that went well."),
        flag("dontlognull", [.defaults, .frontend], .ignoresEmpty, "Logs no connection without data."),
        flag("log-separate-errors", [.defaults, .frontend], .raisesErrors, "Logs failures at the level 'err'."),
        flag("logasap", [.defaults, .frontend], .early, "Logs as soon as the response begins."),
    ]

    private static func flag(
        _ name: String, _ places: SectionSet, _ option: AccessLogSettings.Options, _ summary: String
    ) -> Keyword {
        Keyword("option \(name)", in: places, summary: summary, acceptsNegation: true) { arguments, proxy in
            if arguments.negation == .none {
                proxy.settings.accessLog.options.insert(option)
            } else {
                proxy.settings.accessLog.options.remove(option)
            }
        }
    }

    private static func readSteps(_ arguments: inout Arguments) throws -> LogSteps {
        guard let word = arguments.optional() else {
            throw ConfigurationError("'log-steps' expects log steps that are separated by commas, or 'all'.")
        }
        if word.text == "all" {
            return LogOrigin.exchangeSteps.reduce(into: []) { steps, step in
                for origin in step.origins { steps.insert(LogSteps(origin)) }
            }
        }
        return try word.text.split(separator: ",", omittingEmptySubsequences: false).reduce(into: []) { steps, name in
            guard let step = LogOrigin.exchangeSteps.first(where: { $0.word == name }) else {
                throw ConfigurationError(
                    "invalid log step '\(name)'.", at: word,
                    suggestions: Suggestion.nearest(
                        to: String(name), among: LogOrigin.exchangeSteps.map(\.word) + ["all"]))
            }
            for origin in step.origins { steps.insert(LogSteps(origin)) }
        }
    }

    private static func format(
        _ name: String, _ summary: String, _ set: @escaping @Sendable (LogFormat, Arguments, ProxyBuilder) -> Void
    ) -> Keyword {
        Keyword(name, in: [.defaults, .frontend], usage: "<fmt>", summary: summary) { arguments, proxy in
            guard let word = arguments.optional() else { throw ConfigurationError("\(name) expects an argument.") }
            if let extra = arguments.peek {
                throw ConfigurationError(
                    "\(name) expects only one argument, don't forget to escape spaces!", at: extra)
            }
            do {
                set(try compile(word, arguments.line, arguments.context.name, proxy), arguments, proxy)
            } catch let error as ConfigurationError {
                throw ConfigurationError(
                    "failed to parse \(name) : \(error.message)", column: error.column, suggestions: error.suggestions)
            }
        }
    }

    private static func standard(_ name: String, _ text: String, clf: String?, _ summary: String) -> Keyword {
        Keyword("option \(name)", in: [.defaults, .frontend], usage: clf == nil ? "" : "[clf]", summary: summary) {
            arguments, proxy in
            var format = text
            if let clf, arguments.flag("clf") { format = clf }
            if let extra = arguments.peek {
                throw ConfigurationError(
                    clf == nil
                        ? "'option \(name)' cannot handle unexpected argument '\(extra.text)'."
                        : "keyword 'option \(name)' only supports option 'clf'.", at: extra)
            }
            let compiled = try compile(Word(format), arguments.line, arguments.context.name, proxy)
            setFormat(compiled, "option \(name)", arguments, proxy)
        }
    }

    static func compile(
        _ word: Word, _ line: ConfigurationLine, _ section: String?, _ proxy: ProxyBuilder
    ) throws -> LogFormat {
        let place = ExpressionPlace(line: line, word: word, section: section ?? "", uses: .logs)
        return try ExpressionParser(proxy.expressions, at: place).format(word.bytes, mergesBlanks: true)
    }

    /// Warns of a format that replaces another one of the same `defaults` section.
    private static func announce(
        _ keyword: String, _ arguments: Arguments, _ proxy: ProxyBuilder, _ previous: ConfigurationLine?,
        _ previousKeyword: String
    ) {
        guard let previous, proxy.isDefaults, previous.location.line > proxy.settings.location.line,
            previous.location.file == proxy.settings.location.file
        else { return }
        arguments.warn("'\(keyword)' overrides previous '\(previousKeyword)' in 'defaults' section.")
    }

    private static func setFormat(
        _ format: LogFormat, _ keyword: String, _ arguments: Arguments, _ proxy: ProxyBuilder
    ) {
        let log = proxy.settings.accessLog
        announce(keyword, arguments, proxy, log.formatLine, log.formatKeyword)
        proxy.settings.accessLog.format = format
        proxy.settings.accessLog.formatLine = arguments.line
        proxy.settings.accessLog.formatKeyword = keyword
    }

    private static func setErrorFormat(_ format: LogFormat, _ arguments: Arguments, _ proxy: ProxyBuilder) {
        announce("error-log-format", arguments, proxy, proxy.settings.accessLog.errorLine, "error-log-format")
        proxy.settings.accessLog.errorFormat = format
        proxy.settings.accessLog.errorLine = arguments.line
    }
}
