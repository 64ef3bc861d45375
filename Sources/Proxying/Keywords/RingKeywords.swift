import Configuration
import Memory

/// A `ring` section while it is read (manual, 12.5).
public final class RingBuilder {
    public var settings: LogRingSettings
    /// The size of a buffer, below which no ring goes.
    let smallestSize: Int

    init(_ settings: LogRingSettings, smallestSize: Int) {
        self.settings = settings
        self.smallestSize = smallestSize
    }
}

/// The keywords of `ring` sections.
public enum RingKeywords {
    public static let catalogue = Catalogue<RingBuilder>(
        Keyword<RingBuilder>.ring, otherWords: GenerationBuilder.sectionWords)
}

extension Keyword<RingBuilder> {
    static let ring: [Keyword] = [
        planned("backing-file", in: .ring, waitingFor: "rings in files"),
        Keyword("description", in: .ring, usage: "<text>", summary: "Describes the ring in 'show events'.") {
            arguments, ring in
            let words = arguments.remaining()
            guard !words.isEmpty else { throw ConfigurationError("missing ring description text.") }
            ring.settings.description = words.map(\.text).joined(separator: " ")
        },
        Keyword("format", in: .ring, usage: "<format>", summary: "Sets the form of lines that no 'log' line says.") {
            arguments, ring in
            let word = arguments.optional()
            guard let format = SyslogFormat(rawValue: word?.text ?? "") else {
                throw ConfigurationError(
                    "unknown format '\(word?.text ?? "")'.", at: word,
                    suggestions: Suggestion.nearest(
                        to: word?.text ?? "", among: SyslogFormat.allCases.map(\.rawValue)))
            }
            ring.settings.format = format
        },
        Keyword("maxlen", in: .ring, usage: "<length>", summary: "Cuts lines to this length.") { arguments, ring in
            ring.settings.maximumLength = try bytes(&arguments)
        },
        Keyword("size", in: .ring, usage: "<size>", summary: "Sets how many bytes are kept.") { arguments, ring in
            let word = arguments.peek
            let size = try bytes(&arguments)
            if size < ring.smallestSize {
                arguments.warn(
                    "ignoring new size '\(size)' that is smaller than current size '\(ring.smallestSize)' for ring "
                        + "'\(ring.settings.name)'.", at: word)
            } else {
                ring.settings.size = size
            }
        },
        Keyword(
            "server", in: .ring, usage: "<name> <address>[:[port]] [param*]", summary: "Sends the lines to a server."
        ) { arguments, ring in
            try RingArguments.server(&arguments, ring)
        },
        timeout("connect", \.connectTimeout, "Sets how long connecting to a server may take."),
        timeout("server", \.serverTimeout, "Sets how long lines may wait for a server to take them."),
    ]

    private static func bytes(_ arguments: inout Arguments) throws -> Int {
        let word = arguments.optional()
        guard let word, let size = try? ByteCount(configuration: word.text),
            (1...Int(Int32.max)).contains(size.rawValue)
        else { throw ConfigurationError("invalid size '\(word?.text ?? "")' for new sink buffer.", at: word) }
        return size.rawValue
    }

    private static func timeout(
        _ event: String, _ field: WritableKeyPath<LogRingSettings, Milliseconds> & Sendable, _ summary: String
    ) -> Keyword {
        Keyword("timeout \(event)", in: .ring, usage: "<time>", summary: summary) { arguments, ring in
            let time = try arguments.duration(named: "<time>")
            ring.settings[keyPath: field] = time == .zero ? .never : time
        }
    }
}

/// The lines of `ring` sections that take more than a value.
enum RingArguments {
    static func server(_ arguments: inout Arguments, _ ring: RingBuilder) throws {
        arguments.form = .bare
        guard let name = arguments.optional(), !arguments.isAtEnd else {
            throw ConfigurationError("'server' expects <name> and <addr>[:<port>] as arguments.")
        }
        try ServerArguments.check(name)
        arguments.subject = "'server \(ring.settings.name)/\(name.text)'"
        let word = arguments.peek
        let address = try arguments.address(named: "<addr>", .server)
        try ServerArguments.refuse(address, arguments)
        if address.isInternet, address.ports == nil {
            throw ConfigurationError("missing port specification in '\(address.text)'", at: word)
        }
        var settings = ProxyBuilder.standardServer
        settings.name = name.text
        settings.location = arguments.line.location
        settings.address = address
        let server = ServerArguments.options(&arguments, settings)
        if server.sendsProxy != .none {
            arguments.warn("'send-proxy*' server option is unsupported there, ignoring it")
        }
        if server.resolution.section != nil {
            throw ConfigurationError("'resolvers' is not built yet for servers of rings")
        }
        if let problem = PlainRoute(server, to: address).problem { throw ConfigurationError(problem) }
        ring.settings.servers.append(server)
    }
}
