import HTTP
import Memory
import Samples

/// Redirections (manual, 4.4 `redirect`).
extension Stream {
    /// Answers a request with a redirection; false when the rule is to be skipped.
    func redirect(_ redirect: Redirect, _ evaluation: StreamEvaluation) -> Bool {
        guard let target = redirect.target.evaluate(evaluation) else { return false }
        if redirect.ignoresEmpty, target.isEmpty { return false }
        guard let location = evaluation.withRequest({ message, arena in redirect.location(target, message, arena) }) else {
            answer(500)
            return true
        }
        var head = Array("HTTP/1.1 \(redirect.status) \(redirect.reason)\r\ncontent-length: 0\r\nlocation: ".utf8)
        head += location + [13, 10]
        if redirect.status == 302 || redirect.status == 303 || redirect.status == 307 {
            head += Array("cache-control: no-cache\r\n".utf8)
        }
        if let cookie = redirect.cookie?.evaluate(evaluation) {
            head += Array("set-cookie: ".utf8) + cookie.bytes + [13, 10]
        }
        session.frontend.counters.intercepted &+= 1
        answer(Reply(status: redirect.status, head: head, body: [], closes: false))
        return true
    }
}

extension Redirect {
    var reason: String {
        switch status {
        case 301: "Moved Permanently"
        case 303: "See Other"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        default: "Found"
        }
    }

    /// Where the client is sent.
    func location(_ target: ByteView, _ message: Message, _ arena: Buffer) -> [UInt8] {
        switch kind {
        case .location:
            guard keepsQuery, let query = message.query(in: arena), !query.isEmpty else { return target.bytes }
            return target.bytes + [target.firstIndex(of: 63) == nil ? 63 : 38] + query.bytes
        case .prefix:
            return target.equals("/") ? finished(path(message, arena)) : finished(target.bytes + path(message, arena))
        case .scheme:
            let host = message.headers.first(.host).map { arena.bytes(in: $0.valueSlice) } ?? []
            return finished(target.bytes + Array("://".utf8) + host + path(message, arena))
        }
    }

    /// Path and, unless dropped, query of the request.
    private func path(_ message: Message, _ arena: Buffer) -> [UInt8] {
        guard let view = message.pathAndQuery(in: arena) else { return [47] }
        return (dropsQuery ? view.slice(0, view.firstIndex(of: 63) ?? view.count) : view).bytes
    }

    private func finished(_ bytes: [UInt8]) -> [UInt8] {
        appendsSlash && dropsQuery && bytes.last != 47 ? bytes + [47] : bytes
    }
}
