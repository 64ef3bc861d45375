import Configuration
import Memory

extension CheckRuleReader {
    /// The words of `connect`.
    mutating func connect() throws -> (CheckConnect, comment: String?) {
        var connect = CheckConnect()
        var comment: String?
        while let word = arguments.optional() {
            switch word.text {
            case "default": connect.usesServerOptions = true
            case "port": connect.port = try port()
            case "addr": connect.address = try address()
            case "send-proxy": connect.sendsProxy = true
            case "linger": connect.lingers = true
            case "comment": comment = try text(of: "comment").text
            case "proto": try checkProtocol()
            case "ssl", "sni", "alpn":
                throw ConfigurationError("'\(word.text)' is not built yet: it comes with TLS", at: word)
            case "via-socks4": connect.usesSocks = true
            default:
                throw ConfigurationError(
                    "expects 'comment', 'port', 'addr', 'send-proxy', 'ssl', 'sni', 'alpn' or 'via-socks4', 'linger', "
                        + "'default' but got '\(word.text)' as argument.", at: word)
            }
        }
        return (connect, comment)
    }

    private mutating func port() throws -> CheckConnect.Port {
        let word = try word("'port' expects a port number or a sample expression as argument.")
        guard let number = Int(word.text) else { return .expression(try expression(word, of: "port")) }
        guard let port = UInt16(exactly: number), port > 0 else {
            throw ConfigurationError(
                "expects a valid TCP port (from range 1 to 65535) or a sample expression, got \(word.text).", at: word)
        }
        return .fixed(port)
    }

    private mutating func address() throws -> Address {
        guard !arguments.isAtEnd else { throw ConfigurationError("'addr' expects <ipv4|ipv6> as argument.") }
        return try CheckArguments.address(&arguments, of: "addr")
    }

    private mutating func checkProtocol() throws {
        let word = try word("'proto' expects a MUX protocol as argument.")
        let fitting = kind == .http ? "h1" : "none"
        guard word.text != fitting else { return }
        switch word.text {
        case "none", "h1":
            throw ConfigurationError(
                "'proto' : invalid MUX protocol '\(word.text)' for \(kind == .http ? "http" : "tcp")-check", at: word)
        case "h2", "fcgi", "quic", "spop":
            throw ConfigurationError("'proto \(word.text)' is not built yet: it comes with that protocol", at: word)
        default: throw ConfigurationError("'proto' : unknown MUX protocol '\(word.text)'.", at: word)
        }
    }
}
