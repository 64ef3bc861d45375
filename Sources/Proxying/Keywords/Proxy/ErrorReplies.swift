import Configuration
import Samples

extension Keyword<ProxyBuilder> {
    /// `errorfile`, `errorloc*`, `errorfiles` and `http-error`: what errors are answered with (manual, 4.2).
    static let errorReplies: [Keyword] = [
        Keyword("errorfile", in: .proxies, usage: "<code> <file>", summary: "Answers a status with a file.") {
            arguments, proxy in
            let (status, reply) = try ErrorReplyArguments.file(&arguments)
            proxy.replySources.append(.reply(status, reply))
        },
        location("errorloc", 302), location("errorloc302", 302), location("errorloc303", 303),
        Keyword("errorfiles", in: .proxies, usage: "<name> [<code> ...]", summary: "Takes answers from a section.") {
            arguments, proxy in
            guard let name = arguments.optional() else {
                throw ConfigurationError("errorfiles : expects <name> as argument.")
            }
            var statuses: [UInt16] = []
            while let word = arguments.optional() {
                guard let status = UInt16(word.text), ErrorReplyArguments.isKnown(status) else {
                    throw ConfigurationError("errorfiles : status code '\(word.text)' not handled.", at: word)
                }
                statuses.append(status)
            }
            proxy.replySources.append(.section(name: name.text, statuses: statuses, line: arguments.line))
        },
        Keyword(
            "http-error", in: .proxies, usage: "status <code> [content-type <type>] [<payload>] [hdr <name> <fmt>]*",
            summary: "Answers a status with what the line says."
        ) { arguments, proxy in
            guard arguments.peek?.text == "status" else {
                throw ConfigurationError("http-error : expects at least a <status> as arguments.", at: arguments.peek)
            }
            arguments.subject = "http-error"
            let line = arguments.line
            let section = arguments.context.name ?? ""
            // An error may end a request at any moment, with or without what its formats ask for.
            let content = try ReplyArguments.parse(&arguments, defaultStatus: 200) { word in
                let place = ExpressionPlace(line: line, word: word, section: section, uses: .content)
                return try ExpressionParser(proxy.expressions, at: place).format(word.bytes)
            }
            if let word = arguments.peek {
                throw ConfigurationError("unknown keyword '\(word.text)'.", at: word)
            }
            guard ErrorReplyArguments.isKnown(content.status) else {
                throw ConfigurationError("status code '\(content.status)' not handled.")
            }
            switch content.source {
            case .own(let reply): proxy.replySources.append(.reply(content.status, reply))
            case .section(let name):
                proxy.replySources.append(.section(name: name, statuses: [content.status], line: arguments.line))
            case .formatted(let formatted):
                guard let usual = Replies.standard[content.status] else { break }
                proxy.replySources.append(.reply(content.status, usual.made(by: formatted)))
            case .proxy: break
            }
        },
    ]

    private static func location(_ name: String, _ redirection: UInt16) -> Keyword {
        Keyword(name, in: .proxies, usage: "<code> <url>", summary: "Answers a status with a redirection.") {
            arguments, proxy in
            let (status, reply) = try ErrorReplyArguments.location(&arguments, redirection)
            proxy.replySources.append(.reply(status, reply))
        }
    }
}

/// What follows `errorfile` and `errorloc*`.
enum ErrorReplyArguments {
    static func isKnown(_ status: UInt16) -> Bool { Replies.standard[status] != nil }

    static func file(_ arguments: inout Arguments) throws(ConfigurationError) -> (UInt16, Reply) {
        let keyword = arguments.keyword
        guard let code = arguments.optional(), let path = arguments.optional() else {
            throw ConfigurationError("\(keyword) : expects <status_code> and <file> as arguments.")
        }
        let status = try status(code, keyword)
        return (status, try reply(in: path, status: status, keyword))
    }

    static func location(
        _ arguments: inout Arguments, _ redirection: UInt16
    ) throws(ConfigurationError) -> (UInt16, Reply) {
        let keyword = arguments.keyword
        guard let code = arguments.optional(), let url = arguments.optional() else {
            throw ConfigurationError("\(keyword) : expects <status_code> and <url> as arguments.")
        }
        let status = try status(code, keyword)
        return (status, ReplyDraft.redirection(redirection, for: status, to: url.bytes))
    }

    static func reply(in path: Word, status: UInt16, _ keyword: String) throws(ConfigurationError) -> Reply {
        guard let bytes = ContentFile.read(path.text) else {
            throw ConfigurationError("\(keyword) : error opening file '\(path.text)'.", at: path)
        }
        do {
            return try ReplyFile.parse(bytes, status: status)
        } catch {
            throw ConfigurationError("\(keyword) : '\(path.text)': \(error.message)", at: path)
        }
    }

    private static func status(_ word: Word, _ keyword: String) throws(ConfigurationError) -> UInt16 {
        guard let status = UInt16(word.text), isKnown(status) else {
            throw ConfigurationError("\(keyword) : status code '\(word.text)' not handled.", at: word)
        }
        return status
    }
}
