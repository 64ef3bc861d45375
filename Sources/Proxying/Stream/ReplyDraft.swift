import HTTP

/// An answer while a configuration line describes it: `http-request return`, `http-error` and their like (manual, 4.4).
struct ReplyDraft {
    var status: UInt16
    var contentType: [UInt8]?
    var payload: [UInt8]?
    /// Name and value, names in lower case.
    var headers: [(name: [UInt8], value: [UInt8])] = []

    var statusLine: [UInt8] { Array("HTTP/1.1 \(status) \(ReasonPhrase.of(status))\r\n".utf8) }

    /// The answer: own fields, length and type, in the order in which HAProxy sends them.
    func reply() -> Reply {
        var head = statusLine
        for (name, value) in headers { head += name + Array(": ".utf8) + value + [13, 10] }
        let body = payload ?? []
        // No length may be said of what has no content (RFC 9110, 8.6).
        if status != 204 { head += Array("content-length: \(body.count)\r\n".utf8) }
        if let contentType, !body.isEmpty { head += Array("content-type: ".utf8) + contentType + [13, 10] }
        return Reply(status: status, head: head, body: body, closes: false)
    }

    /// The answer of `errorloc*`: an empty redirection, which counts and is logged as the error that it stands for.
    static func redirection(_ redirection: UInt16, for status: UInt16, to location: [UInt8]) -> Reply {
        let start = "HTTP/1.1 \(redirection) \(ReasonPhrase.of(redirection))\r\n"
        let fields = "cache-control: no-cache\r\ncontent-length: 0\r\n"
        let head = Array((start + fields).utf8) + Array("location: ".utf8) + location + [13, 10]
        return Reply(status: status, head: head, body: [], closes: false)
    }
}

/// The words behind the number in a status line.
enum ReasonPhrase {
    static func of(_ status: UInt16) -> String {
        if let known = known[status] { return known }
        switch status {
        case 100...199: return "Informational"
        case 200...299: return "Success"
        case 300...399: return "Redirection"
        case 400...499: return "Client Error"
        case 500...599: return "Server Error"
        default: return "Other"
        }
    }

    private static let known: [UInt16: String] = [
        200: "OK", 201: "Created", 202: "Accepted", 203: "Non-Authoritative Information", 204: "No Content",
        205: "Reset Content", 206: "Partial Content", 207: "Multi-Status", 210: "Content Different",
        226: "IM Used", 300: "Multiple Choices", 301: "Moved Permanently", 302: "Found", 303: "See Other",
        304: "Not Modified", 305: "Use Proxy", 307: "Temporary Redirect", 308: "Permanent Redirect",
        310: "Too many Redirects", 400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden",
        404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 407: "Proxy Authentication Required",
        408: "Request Time-out", 409: "Conflict", 410: "Gone", 411: "Length Required", 412: "Precondition Failed",
        413: "Request Entity Too Large", 414: "Request-URI Too Long", 415: "Unsupported Media Type",
        416: "Requested range unsatisfiable", 417: "Expectation failed", 418: "I'm a teapot",
        421: "Misdirected Request", 422: "Unprocessable entity", 423: "Locked", 424: "Method failure",
        425: "Unordered Collection", 426: "Upgrade Required", 428: "Precondition Required", 429: "Too Many Requests",
        431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons", 500: "Internal Server Error",
        501: "Not Implemented", 502: "Bad Gateway or Proxy Error", 503: "Service Unavailable", 504: "Gateway Time-out",
        505: "HTTP Version not supported", 506: "Variant also negotiate", 507: "Insufficient storage",
        508: "Loop detected", 509: "Bandwidth Limit Exceeded", 510: "Not extended",
        511: "Network authentication required",
    ]
}
