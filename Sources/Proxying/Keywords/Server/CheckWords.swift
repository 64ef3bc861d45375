import Configuration
import Memory

extension Keyword<ServerBuilder> {
    /// Whether a server is checked, when, and where (manual, 5.2).
    static let checks: [Keyword] = [
        Keyword("check", in: .serverLine, summary: "Checks whether the server works.") { _, server in
            server.settings.check.isEnabled = true
        },
        Keyword("no-check", in: .serverLine, summary: "Undoes 'check'.") { _, server in
            server.settings.check.isEnabled = false
        },
        Keyword("inter", in: .serverLine, usage: "<delay>", summary: "Sets the time between two checks.") {
            arguments, server in
            server.settings.check.interval = try CheckArguments.delay(&arguments, server)
        },
        Keyword(
            "fastinter", in: .serverLine, usage: "<delay>",
            summary: "Sets the time between two checks while the server's state changes."
        ) { arguments, server in
            server.settings.check.fastInterval = try CheckArguments.delay(&arguments, server)
        },
        Keyword(
            "downinter", in: .serverLine, usage: "<delay>",
            summary: "Sets the time between two checks while the server is down."
        ) { arguments, server in
            server.settings.check.downInterval = try CheckArguments.delay(&arguments, server)
        },
        Keyword("port", in: .serverLine, usage: "<port>", summary: "Sets the port that checks connect to.") {
            arguments, server in
            guard !arguments.isAtEnd else { throw ConfigurationError("'port' expects a port number as argument.") }
            server.settings.check.port = try CheckArguments.port(&arguments)
        },
        Keyword("addr", in: .serverLine, usage: "<ip>", summary: "Sets the address that checks connect to.") {
            arguments, server in
            guard !arguments.isAtEnd else { throw ConfigurationError("'addr' expects <ipv4|ipv6> as argument.") }
            server.settings.check.address = try CheckArguments.address(&arguments, of: "addr")
        },
        Keyword("check-send-proxy", in: .serverLine, summary: "Begins checks with the PROXY protocol.") { _, server in
            server.settings.check.sendsProxy = true
        },
        Keyword("no-check-send-proxy", in: .serverLine, summary: "Undoes 'check-send-proxy'.") { _, server in
            server.settings.check.sendsProxy = false
        },
        Keyword(
            "check-via-socks4", in: .serverLine, summary: "Lets checks go through the proxy of 'socks4'."
        ) { _, server in server.settings.check.usesSocks = true },
        Keyword(
            "check-reuse-pool", in: .serverLine, summary: "Lets checks by HTTP use idle connections, and keep theirs."
        ) { _, server in server.settings.check.reusesPool = true },
        Keyword("no-check-reuse-pool", in: .serverLine, summary: "Undoes 'check-reuse-pool'.") { _, server in
            server.settings.check.reusesPool = false
        },
        Keyword(
            "check-pool-conn-name", in: .serverLine, usage: "<name>",
            summary: "Names the idle connections that checks use."
        ) { arguments, server in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'check-pool-conn-name' : missing name.")
            }
            server.settings.check.poolName = word.bytes
        },
        Keyword(
            "healthcheck", in: .serverLine, usage: "<name>", summary: "Checks the server as a section says."
        ) { arguments, server in
            guard let word = arguments.optional() else { throw ConfigurationError("'healthcheck' : missing name.") }
            server.settings.check.sectionName = word.text
        },
        Keyword(
            "check-proto", in: .serverLine, usage: "{ h1 | none }", summary: "Sets the protocol that checks speak."
        ) { arguments, server in
            guard let word = arguments.optional() else { throw ConfigurationError("'check-proto' : missing value.") }
            switch word.text {
            case "h1": server.settings.check.kind = .http
            case "none": server.settings.check.kind = .bytes
            case "h2", "fcgi", "quic", "spop":
                throw ConfigurationError(
                    "'check-proto \(word.text)' is not built yet: it comes with that protocol", at: word)
            default: throw ConfigurationError("'check-proto' :  unknown MUX protocol '\(word.text)'.", at: word)
            }
        },
    ]

    /// A server's agent (manual, 5.2 `agent-check`).
    static let agents: [Keyword] = [
        Keyword("agent-check", in: .serverLine, summary: "Asks an agent for the server's state and weight.") {
            _, server in
            server.settings.check.hasAgent = true
        },
        Keyword("no-agent-check", in: .serverLine, summary: "Undoes 'agent-check'.") { _, server in
            server.settings.check.hasAgent = false
        },
        Keyword("agent-inter", in: .serverLine, usage: "<delay>", summary: "Sets the time between two questions.") {
            arguments, server in
            server.settings.check.agentInterval = try CheckArguments.delay(&arguments, server)
        },
        Keyword("agent-port", in: .serverLine, usage: "<port>", summary: "Sets the port of the agent.") {
            arguments, server in
            guard !arguments.isAtEnd else {
                throw ConfigurationError("'agent-port' expects a port number as argument.")
            }
            server.settings.check.agentPort = try CheckArguments.port(&arguments)
        },
        Keyword("agent-addr", in: .serverLine, usage: "<addr>", summary: "Sets the address of the agent.") {
            arguments, server in
            guard let word = arguments.peek else {
                throw ConfigurationError("'agent-addr' expects an address as argument.")
            }
            do { server.settings.check.agentAddress = try CheckArguments.address(&arguments, of: "agent-addr") } catch {
                throw ConfigurationError(
                    "parsing agent-addr failed. Check if '\(word.text)' is correct address.", at: word)
            }
        },
        Keyword("agent-send", in: .serverLine, usage: "<string>", summary: "Sets what is sent to the agent.") {
            arguments, server in
            guard let word = arguments.optional() else {
                throw ConfigurationError("'agent-send' expects a string as argument.")
            }
            server.settings.check.agentMessage = word.bytes
        },
    ]
}

/// The values behind words of checks.
enum CheckArguments {
    /// A time that is not zero.
    static func delay(_ arguments: inout Arguments, _ server: ServerBuilder) throws -> Milliseconds {
        guard let word = arguments.peek else {
            throw ConfigurationError("'\(arguments.keyword)' expects a delay as argument.")
        }
        let delay = try arguments.duration(named: "<delay>")
        guard delay > .zero else {
            throw ConfigurationError(
                "invalid value \(delay.rawValue) for argument '\(arguments.keyword)' of server \(server.settings.name).",
                at: word)
        }
        return delay
    }

    static func port(_ arguments: inout Arguments) throws -> Int {
        let word = arguments.peek
        guard let number = Int(arguments.optional()?.text ?? ""), (0...65535).contains(number) else {
            throw ConfigurationError(
                "'\(arguments.keyword)' expects a port number between 0 and 65535 (got '\(word?.text ?? "")').",
                at: word)
        }
        return number
    }

    /// An address whose name is looked up now.
    static func address(_ arguments: inout Arguments, of name: String) throws -> Address {
        let word = try arguments.next(named: "<addr>")
        do {
            return try Address(configuration: word.text, rules: [.port, .names, .stream]).resolved()
        } catch {
            throw ConfigurationError("'\(name)' : \(error.message)", at: word)
        }
    }
}
