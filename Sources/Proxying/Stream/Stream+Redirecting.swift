import HTTP
import Memory
import Samples

/// Redirections (manual, 4.4 `redirect`).
extension Stream {
    /// Answers a request with a redirection; false when the rule is to be skipped.
    func redirect(_ redirect: Redirect, _ evaluation: StreamEvaluation) -> Bool {
        guard let target = redirect.target.evaluate(evaluation) else { return false }
        if redirect.ignoresEmpty, target.isEmpty { return false }
        let location =
            redirect.usesRequest
            ? evaluation.withRequest { message, arena in redirect.location(target, message, arena) } : target.bytes
        let cookie = redirect.cookie?.evaluate(evaluation)?.bytes
        dropBack()
        guard let location else {
            answer(500)
            return true
        }
        self.redirect(status: redirect.status, to: location, cookie: cookie)
        return true
    }

    /// Answers with a redirection.
    func redirect(status: UInt16, to location: [UInt8], cookie: [UInt8]?) {
        var head = Array("HTTP/1.1 \(status) \(Redirect.reason(status))\r\ncontent-length: 0\r\nlocation: ".utf8)
        head += location + [13, 10]
        if status == 302 || status == 303 || status == 307 { head += Array("cache-control: no-cache\r\n".utf8) }
        if let cookie { head += Array("set-cookie: ".utf8) + cookie + [13, 10] }
        session.frontend.counters.intercepted &+= 1
        note(.local)
        answer(Reply(status: status, head: head, body: [], closes: false))
    }
}

extension Redirect {
    static func reason(_ status: UInt16) -> String {
        switch status {
        case 301: "Moved Permanently"
        case 303: "See Other"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        default: "Found"
        }
    }

    /// A prefix and the request's path and query.
    static func prefixed(_ prefix: ByteView, _ message: Message, _ arena: Buffer) -> [UInt8] {
        prefix.bytes + (RequestTarget(view: arena.view(of: message.target)).pathAndQuery?.bytes ?? [47])
    }

    /// Part of the request becomes part of the location.
    var usesRequest: Bool { kind != .location || keepsQuery }

    /// Where the client is sent.
    func location(_ target: ByteView, _ message: Message, _ arena: Buffer) -> [UInt8] {
        switch kind {
        case .location:
            guard keepsQuery, let query = message.target(in: arena).query, !query.isEmpty else { return target.bytes }
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
        guard let view = message.target(in: arena).pathAndQuery else { return [47] }
        return (dropsQuery ? view.slice(0, view.firstIndex(of: 63) ?? view.count) : view).bytes
    }

    private func finished(_ bytes: [UInt8]) -> [UInt8] {
        appendsSlash && dropsQuery && bytes.last != 47 ? bytes + [47] : bytes
    }
}
