import HTTP

/// The answers to errors, by status (manual, 1.3.1 and `errorfile`).
public struct Replies: Sendable {
    private var byStatus: [UInt16: Reply] = [:]

    public init() {}

    public subscript(status: UInt16) -> Reply? {
        get { byStatus[status] }
        set { byStatus[status] = newValue }
    }

    /// The statuses that have an answer, in order.
    public var statuses: [UInt16] { byStatus.keys.sorted() }

    /// HAProxy's words for each status that the proxy itself answers with.
    public static let standard: Replies = {
        var replies = Replies()
        for (status, reason, text) in messages {
            let body = "<html><body><h1>\(status) \(reason)</h1>\n\(text)\n</body></html>\n"
            let head =
                "HTTP/1.1 \(status) \(reason)\r\ncontent-length: \(body.utf8.count)\r\ncache-control: no-cache\r\n"
                + "content-type: text/html\r\n"
            replies.byStatus[status] = Reply(
                status: status, head: Array(head.utf8), body: Array(body.utf8), closes: closing.contains(status))
        }
        return replies
    }()

    /// Answers to requests whose end is not certain.
    private static let closing: Set<UInt16> = [400, 408, 413, 414, 422, 431]

    private static let messages: [(UInt16, String, String)] = [
        (200, "OK", "Service ready."),
        (400, "Bad request", "Your browser sent an invalid request."),
        (401, "Unauthorized", "You need a valid user and password to access this content."),
        (403, "Forbidden", "Request forbidden by administrative rules."),
        (404, "Not Found", "The resource could not be found."),
        (
            405, "Method Not Allowed",
            "A request was made of a resource using a request method not supported by that resource."
        ),
        (407, "Unauthorized", "You need a valid user and password to access this content."),
        (408, "Request Time-out", "Your browser didn't send a complete request in time."),
        (410, "Gone", "The resource is no longer available and will not be available again."),
        (413, "Payload Too Large", "The request entity exceeds the maximum allowed."),
        (414, "URI Too Long", "The requested URI is too long for this server."),
        (421, "Misdirected Request", "Request sent to a non-authoritative server."),
        (422, "Unprocessable Content", "The server cannot process the contained instructions."),
        (425, "Too Early", "Your browser sent early data."),
        (429, "Too Many Requests", "You have sent too many requests in a given amount of time."),
        (
            431, "Request Header Fields Too Large",
            "The server refused this request because the request header fields are too large."
        ),
        (500, "Internal Server Error", "An internal server error occurred."),
        (501, "Not Implemented", "The server does not support the functionality required to fulfill the request."),
        (502, "Bad Gateway", "The server returned an invalid or incomplete response."),
        (503, "Service Unavailable", "No server is available to handle this request."),
        (504, "Gateway Time-out", "The server didn't respond in time."),
    ]
}
