import HTTP
import Memory

/// An answer made inside the process, written once when the configuration is read: status line and fields without
/// `connection`, and the body.
public final class Reply: Sendable {
    let status: UInt16
    private let headBytes: ConstantBytes
    private let bodyBytes: ConstantBytes
    /// The client's connection ends after it: the request cannot be trusted to have ended where it seems to.
    let closes: Bool
    /// Makes the answer that is sent from formats; head and body are for those who have nothing to evaluate.
    let formatted: FormattedReply?

    init(status: UInt16, head: [UInt8], body: [UInt8], closes: Bool, formatted: FormattedReply? = nil) {
        self.status = status
        headBytes = ConstantBytes(head)
        bodyBytes = ConstantBytes(body)
        self.closes = closes
        self.formatted = formatted
    }

    /// Valid as long as the reply.
    var answer: Answer { Answer(status: status, head: headBytes.view, body: bodyBytes.view, closes: closes) }

    /// The same, made from formats by others.
    func made(by formatted: FormattedReply) -> Reply {
        Reply(
            status: status, head: headBytes.view.bytes, body: bodyBytes.view.bytes, closes: closes,
            formatted: formatted)
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
