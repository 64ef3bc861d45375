import Configuration
import Memory
import Samples

extension CheckRuleReader {
    /// The words of `tcp-check send` and its cousins.
    mutating func message(
        _ make: (Word, CheckRuleReader) throws -> CheckMessage
    ) throws -> (CheckMessage, comment: String?) {
        let isBinary = arguments.keyword.contains("binary")
        let last = arguments.keyword.split(separator: " ").last ?? ""
        let word = try word("'\(isBinary ? "binary string" : "string")' expects a \(last) as argument.")
        let message = try make(word, self)
        guard let next = arguments.optional() else { return (message, nil) }
        guard next.text == "comment" else {
            throw ConfigurationError("expects 'comment' but got '\(next.text)' as argument.", at: next)
        }
        let comment = try text(of: "comment").text
        if let extra = arguments.peek {
            throw ConfigurationError("expects 'comment' but got '\(extra.text)' as argument.", at: extra)
        }
        return (message, comment)
    }

    /// The words of `http-check send`.
    mutating func request() throws -> (CheckRequest.Settings, comment: String?) {
        var settings = CheckRequest.Settings()
        var comment: String?
        while let word = arguments.optional() {
            switch word.text {
            case "comment": comment = try text(of: word.text).text
            case "meth": settings.method = try checked(text(of: word.text), "method").bytes
            case "uri": settings.target = LogFormat(constant: try checked(text(of: word.text), "URI").bytes)
            case "uri-lf": settings.target = try format(text(of: word.text))
            case "ver": settings.version = CheckRequest.version(try checked(text(of: word.text), "version").bytes)
            case "hdr":
                if let field = try field() { settings.fields.append(field) }
            case "body": settings.body = LogFormat(constant: try text(of: word.text).bytes)
            case "body-lf": settings.body = try format(text(of: word.text))
            default:
                throw ConfigurationError(
                    "expects 'comment', 'meth', 'uri', 'uri-lf', 'ver', 'hdr', 'body' or 'body-lf' but got "
                        + "'\(word.text)' as argument.", at: word)
            }
        }
        return (settings, comment)
    }

    /// A part of the first line, which a blank or a control character would end.
    private func checked(_ word: Word, _ what: String) throws -> Word {
        guard word.bytes.allSatisfy({ $0 > 32 && $0 != 127 }), !word.isEmpty else {
            throw ConfigurationError(
                "a \(what) has no blanks and no control characters (got '\(word.text)').", at: word)
        }
        return word
    }

    /// A field; nil for one that follows from the body.
    private mutating func field() throws -> (name: [UInt8], value: LogFormat)? {
        guard let name = arguments.optional(), let value = arguments.optional() else {
            throw ConfigurationError("'hdr' expects <name> and <value> as arguments.")
        }
        let isToken = name.bytes.allSatisfy { $0 > 32 && $0 < 127 && $0 != 58 }
        guard isToken, !name.isEmpty else {
            throw ConfigurationError("'\(name.text)' cannot be the name of a header field.", at: name)
        }
        let lowered = Array(name.text.lowercased().utf8)
        let format = try format(value, describesFormat: false)
        if lowered == Array("content-length".utf8) || lowered == Array("transfer-encoding".utf8) { return nil }
        return (lowered, format)
    }
}

extension CheckRequest {
    /// Any version but 1.0 is sent as 1.1: HTTP/1 is what the checks speak.
    static func version(_ bytes: [UInt8]) -> [UInt8] {
        let old = Array("HTTP/1.0".utf8)
        return bytes == old ? old : Array("HTTP/1.1".utf8)
    }
}
