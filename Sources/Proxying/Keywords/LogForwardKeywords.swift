import Configuration
import Memory

/// A `log-forward` section while it is read (manual, 12.6).
public final class LogForwardBuilder {
    public var settings: LogForwardSettings
    init(_ settings: LogForwardSettings) { self.settings = settings }
}

/// The keywords of `log-forward` sections.
public enum LogForwardKeywords {
    public static let catalogue = Catalogue<LogForwardBuilder>(
        Keyword<LogForwardBuilder>.logForward + Keyword<LogForwardBuilder>.logForwardOptions,
        otherWords: GenerationBuilder.sectionWords)
}

extension Keyword<LogForwardBuilder> {
    static let logForward: [Keyword] = [
        Keyword("guid", in: .logForward, usage: "<string>", summary: "Gives the section a name that nothing else has.")
        { arguments, forward in forward.settings.guid = try arguments.uniqueIdentifier() },
        planned("tcp-request", in: .logForward, waitingFor: "rules of log-forward sections"),
        Keyword("backlog", in: .logForward, usage: "<number>", summary: "Sets the kernel's queue.") {
            arguments, forward in
            forward.settings.backlog = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword("bind", in: .logForward, usage: "<address> [param*]", summary: "Listens for streams of lines.") {
            arguments, forward in
            forward.settings.binds += try BindArguments.settings(&arguments, .listener)
        },
        Keyword("dgram-bind", in: .logForward, usage: "<address> [param*]", summary: "Listens for lines in datagrams.")
        {
            arguments, forward in
            forward.settings.binds += try BindArguments.settings(&arguments, .datagramListener)
        },
        Keyword(
            "log", in: .logForward,
            usage: "global | " + LogArguments.usage,
            summary: "Passes lines on to a target.", acceptsNegation: true
        ) { arguments, forward in
            try LogArguments.line(&arguments, in: &forward.settings.logs)
        },
        Keyword("maxconn", in: .logForward, usage: "<number>", summary: "Limits concurrent connections.") {
            arguments, forward in
            forward.settings.maximumConnections = try arguments.integer(named: "<number>", in: 0...Int(Int32.max))
        },
        Keyword("timeout client", in: .logForward, usage: "<time>", summary: "Sets how long a sender may be silent.") {
            arguments, forward in
            let time = try arguments.duration(named: "<time>")
            forward.settings.clientTimeout = time == .zero ? .never : time
        },
    ]

    static let logForwardOptions: [Keyword] = [
        Keyword(
            "option assume-rfc6587-ntf", in: .logForward, summary: "Cuts streams at line feeds only.",
            acceptsNegation: true
        ) { arguments, forward in
            forward.settings.assumesLineFeeds = arguments.negation != .no
        },
        Keyword(
            "option dont-parse-log", in: .logForward, summary: "Passes lines on as they are.", acceptsNegation: true
        ) { arguments, forward in
            forward.settings.parsesLines = arguments.negation == .no
        },
        Keyword(
            "option host", in: .logForward, usage: "{ replace | fill | keep | append }",
            summary: "Says what becomes of the host's name."
        ) { arguments, forward in
            forward.settings.hostPolicy = try arguments.oneOf([
                "replace": .replace, "fill": .fill, "keep": .keep, "append": .append,
            ])
        },
    ]
}
