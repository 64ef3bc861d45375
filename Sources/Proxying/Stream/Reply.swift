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
    /// Makes the answer that is sent from formats; head and body are for those who have nothing to evaluate.
    let formatted: FormattedReply?

    init(status: UInt16, head: [UInt8], body: [UInt8], closes: Bool, formatted: FormattedReply? = nil) {
        self.status = status
        self.head = head
        self.body = body
        self.closes = closes
        self.formatted = formatted
    }

    /// Nothing is sent before the connection ends: an empty `errorfile`.
    var isSilent: Bool { head.isEmpty }

    /// Bytes of the answer to a request, less the field that is about the connection.
    func size(for request: RequestSummary) -> Int {
        isSilent ? 0 : head.count + 2 + (request.method == .head ? 0 : body.count)
    }

    /// Whether the status line is of a version that knows no `connection: close`.
    private var isOld: Bool { head.starts(with: Array("HTTP/1.0".utf8)) }

    func write(into out: Buffer, closes: Bool, hasBody: Bool, isOldClient: Bool, isChunked: Bool = false) {
        if isSilent { return }
        out.append(head)
        if isChunked { out.append("transfer-encoding: chunked\r\n") }
        if isOld {
            // The end of the connection is the end of the message.
        } else if closes {
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
        let head =
            "HTTP/1.1 200 OK\r\ncontent-length: \(body.utf8.count)\r\ncache-control: no-cache\r\ncontent-type: text/html\r\n"
        return Reply(status: 200, head: Array(head.utf8), body: Array(body.utf8), closes: false)
    }()
}
