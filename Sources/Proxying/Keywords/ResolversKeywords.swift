import Configuration
import Memory
import Transport

/// A `resolvers` section while it is read (manual, 5.3.2).
public final class ResolversBuilder {
    public var settings: ResolversSettings

    init(_ settings: ResolversSettings) { self.settings = settings }

    /// The name server that has this name already.
    func nameServer(named name: String) -> NameServerSettings? {
        settings.nameServers.first { $0.name == name }
    }
}

/// The keywords of `resolvers` sections.
public enum ResolversKeywords {
    public static let catalogue = Catalogue<ResolversBuilder>(
        Keyword<ResolversBuilder>.resolvers, otherWords: GenerationBuilder.sectionWords)
}

extension Keyword<ResolversBuilder> {
    static let resolvers: [Keyword] = [
        Keyword(
            "accepted_payload_size", in: .resolvers, usage: "<number>",
            summary: "Sets how many bytes an answer in a datagram may have."
        ) { arguments, section in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'accepted_payload_size' expects <nb> as argument.")
            }
            guard let size = UInt16(word.text), size >= 12 else {
                throw ConfigurationError(
                    "'accepted_payload_size' must be between 12 and 65535 inclusive (was \(word.text)).", at: word)
            }
            section.settings.payloadSize = size
        },
        Keyword("hold", in: .resolvers, usage: "<status> <period>", summary: "Sets how long what was known holds.") {
            arguments, section in
            try ResolversArguments.hold(&arguments, section)
        },
        Keyword(
            "nameserver", in: .resolvers, usage: "<name> <address>[:<port>] [maxconn <number>]",
            summary: "Adds a name server."
        ) { arguments, section in
            try ResolversArguments.nameServer(&arguments, section)
        },
        Keyword("parse-resolv-conf", in: .resolvers, summary: "Adds the system's name servers.") { arguments, section in
            try ResolversArguments.systemNameServers(&arguments, section)
        },
        Keyword(
            "resolve_retries", in: .resolvers, usage: "<number>", summary: "Sets how often a name is asked for."
        ) { arguments, section in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'resolve_retries' expects <nb> as argument.")
            }
            guard let attempts = Int(word.text), (0...Int(Int32.max)).contains(attempts) else {
                throw ConfigurationError("'resolve_retries' expects a number (got '\(word.text)').", at: word)
            }
            section.settings.attempts = max(1, attempts)
        },
        Keyword(
            "timeout", in: .resolvers, usage: "{ resolve | retry } <time>",
            summary: "Sets when names are resolved again, and how long an answer may take."
        ) { arguments, section in
            try ResolversArguments.timeout(&arguments, section)
        },
    ]
}

/// The lines of `resolvers` sections that take more than a value.
enum ResolversArguments {
    static let systemFile = "/etc/resolv.conf"

    private static let holds: [String: WritableKeyPath<ResolverHolds, Milliseconds> & Sendable] = [
        "valid": \.valid, "obsolete": \.obsolete, "nx": \.nonexistent, "refused": \.refused, "timeout": \.timeout,
        "other": \.other,
    ]

    static func hold(_ arguments: inout Arguments, _ section: ResolversBuilder) throws {
        guard let status = arguments.optional(), let period = arguments.optional() else {
            throw ConfigurationError(
                "'hold' expects an <event> and a <time> as arguments: the event is 'nx', 'refused', 'timeout', 'valid', "
                    + "'obsolete' or 'other'.")
        }
        let time = try time(period, "<hold>")
        guard let field = holds[status.text] else {
            throw ConfigurationError(
                "'hold' unknown <event>: '\(status.text)', expects either 'nx', 'refused', 'timeout', 'valid', "
                    + "'obsolete' or 'other'.", at: status,
                suggestions: Suggestion.nearest(to: status.text, among: holds.keys))
        }
        section.settings.holds[keyPath: field] = time
    }

    static func timeout(_ arguments: inout Arguments, _ section: ResolversBuilder) throws {
        guard let event = arguments.optional() else {
            throw ConfigurationError("'timeout' expects 'retry' or 'resolve' and <time> as arguments.")
        }
        guard event.text == "retry" || event.text == "resolve" else {
            throw ConfigurationError(
                "'timeout' expects 'retry' or 'resolve' and <time> as arguments got '\(event.text)'.", at: event)
        }
        guard let word = arguments.optional() else {
            throw ConfigurationError("'timeout \(event.text)' expects <time> as argument.")
        }
        // Without any pause, name servers would be asked without end.
        let time = max(try time(word, "<timeout \(event.text)>"), Milliseconds(1))
        if event.text == "retry" { section.settings.answerTime = time } else { section.settings.interval = time }
    }

    private static func time(_ word: Word, _ place: String) throws -> Milliseconds {
        do throws(TimeFailure) { return try Milliseconds(configuration: word.text) } catch {
            switch error {
            case .unexpectedCharacter(let character), .trailingCharacter(let character, _):
                throw ConfigurationError("unexpected character '\(character)' in argument to \(place).", at: word)
            case .missing, .overflow:
                throw ConfigurationError(
                    "timer overflow in argument <\(word.text)> to \(place), maximum value is 2147483647 ms (~24.8 days).",
                    at: word)
            }
        }
    }

    // MARK: Name servers

    static func nameServer(_ arguments: inout Arguments, _ section: ResolversBuilder) throws {
        guard let name = arguments.optional(), let word = arguments.optional() else {
            throw ConfigurationError("'nameserver' expects <name> and <addr>[:<port>] as arguments.")
        }
        try ServerArguments.check(name)
        if let other = section.nameServer(named: name.text) {
            throw ConfigurationError(
                "nameserver '\(name.text)' has same name as another nameserver (declared at \(other.location.text)).",
                at: name)
        }
        let address: Address
        do { address = try Address(configuration: word.text, rules: .nameserver) } catch {
            throw ConfigurationError("'nameserver \(name.text)' : \(error.message)", at: word)
        }
        guard address.isInternet else {
            throw ConfigurationError(
                "resolvers '\(section.settings.name)': can't create socket for nameserver '\(name.text)': it needs an IP "
                    + "address.", at: word)
        }
        try options(&arguments, usesStream: address.transport == .stream)
        section.settings.nameServers.append(
            NameServerSettings(
                name: name.text, address: SocketAddress(address), usesStream: address.transport == .stream,
                location: arguments.line.location))
    }

    /// There is one connection to a name server, on which queries follow one another, so that any limit is kept.
    private static func options(_ arguments: inout Arguments, usesStream: Bool) throws {
        guard let word = arguments.optional() else { return }
        guard word.text == "maxconn", usesStream else {
            throw ConfigurationError(
                "'nameserver' : '\(word.text)' is not built for name servers; those with 'tcp@' may have 'maxconn'.",
                at: word)
        }
        _ = try arguments.integer(named: "<number>", in: 1...Int(Int32.max))
    }

    static func systemNameServers(_ arguments: inout Arguments, _ section: ResolversBuilder) throws {
        guard let servers = readSystemNameServers() else {
            throw ConfigurationError("failed to open \(systemFile).")
        }
        for server in servers {
            if let other = section.nameServer(named: server.name) {
                arguments.warn(
                    "Parsing [\(server.location.text)] : generated name for \(systemFile) nameserver '\(server.name)' "
                        + "conflicts with another nameserver (declared at \(other.location.text)), it appears to be a "
                        + "duplicate and will be excluded.")
            } else {
                section.settings.nameServers.append(server)
            }
        }
    }

    /// The name servers of the system; nil when they cannot be read. Lines that name none are left out.
    static func readSystemNameServers() -> [NameServerSettings]? {
        guard let content = ContentFile.read(systemFile) else { return nil }
        return nameServers(in: String(decoding: content, as: UTF8.self))
    }

    static func nameServers(in text: String) -> [NameServerSettings] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { index, line in
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count > 1, words[0] == "nameserver", let address = SocketAddress(literal: String(words[1]))
            else { return nil }
            return NameServerSettings(
                name: String(words[1]), address: address.with(port: 53), usesStream: false,
                location: SourceLocation(file: systemFile, line: index + 1))
        }
    }
}
