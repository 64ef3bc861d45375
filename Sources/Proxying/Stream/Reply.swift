import HTTP
import Memory

/// An answer made inside the process, written once when the configuration is read: status line and fields without
/// `connection`, and the body.
public final class Reply: Sendable {
    let status: UInt16
    let head: [UInt8]
    let body: [UInt8]
    /// The client's connection ends after it: the request cannot be trusted to have ended where it seems to.
    let closes: Bool

    init(status: UInt16, head: [UInt8], body: [UInt8], closes: Bool) {
        self.status = status
        self.head = head
        self.body = body
        self.closes = closes
    }

    func write(into out: Buffer, closes: Bool, hasBody: Bool, isOldClient: Bool) {
        out.append(head)
        if closes {
            out.append("connection: close\r\n")
        } else if isOldClient {
            out.append("connection: keep-alive\r\n")
        }
        out.append("\r\n")
        if hasBody { out.append(body) }
    }
}

extension Reply {
    /// The answer to a `monitor-uri` request.
    static let monitor: Reply = {
        let body = "<html><body><h1>200 OK</h1>\nService ready.\n</body></html>\n"
        let head = "HTTP/1.1 200 OK\r\ncontent-length: \(body.utf8.count)\r\ncache-control: no-cache\r\ncontent-type: text/html\r\n"
        return Reply(status: 200, head: Array(head.utf8), body: Array(body.utf8), closes: false)
    }()
}

/// The answers to errors, by status (manual, 1.3.1 and `errorfile`).
public struct Replies: Sendable {
    private var byStatus: [UInt16: Reply] = [:]

    subscript(status: UInt16) -> Reply? { byStatus[status] }

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

    private static let closing: Set<UInt16> = [400, 408, 413, 414, 422, 431]

    private static let messages: [(UInt16, String, String)] = [
        (400, "Bad request", "Your browser sent an invalid request."),
        (408, "Request Time-out", "Your browser didn't send a complete request in time."),
        (414, "URI Too Long", "The requested URI is too long for this server."),
        (422, "Unprocessable Content", "The server cannot process the contained instructions."),
        (
            431, "Request Header Fields Too Large",
            "The server refused this request because the request header fields are too large."
        ),
        (500, "Internal Server Error", "An internal server error occurred."),
        (502, "Bad Gateway", "The server returned an invalid or incomplete response."),
        (503, "Service Unavailable", "No server is available to handle this request."),
        (504, "Gateway Time-out", "The server didn't respond in time."),
    ]
}
