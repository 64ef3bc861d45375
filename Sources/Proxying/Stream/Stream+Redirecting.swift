import HTTP
import Memory
import Samples

/// Redirections (manual, 4.4 `redirect`).
extension Stream {
    /// Answers a request with a redirection; false when the rule is to be skipped.
    func redirect(_ redirect: Redirect, _ evaluation: StreamEvaluation) -> Bool {
        guard let target = redirect.target.evaluate(evaluation) else { return false }
        if redirect.ignoresEmpty, target.isEmpty { return false }
        let cookie = redirect.cookie?.evaluate(evaluation)
        let made = redirection(redirect.status, cookie) { out in
            guard redirect.usesRequest else { return out.append(target) }
            return evaluation.withRequest { message, arena in redirect.write(target, message, arena, into: out) }
                ?? false
        }
        dropBack()
        guard let made else {
            answer(500)
            return true
        }
        intercept(made)
        return true
    }

    /// `redir` of a server: the prefix and what the client asked for.
    func redirect(to prefix: ByteView, _ message: Message, _ arena: Buffer) {
        let made = redirection(302, nil) { out in
            let path = RequestTarget(view: arena.view(of: message.target)).pathAndQuery
            return out.append(prefix) && (path.map { out.append($0) } ?? out.append("/"))
        }
        guard let made else { return answer(500) }
        intercept(made)
    }

    private func intercept(_ answer: Answer) {
        session.frontend.counters.intercepted &+= 1
        note(.local)
        self.answer(answer)
    }

    private func redirection(_ status: UInt16, _ cookie: ByteView?, _ location: (Buffer) -> Bool) -> Answer? {
        context.makeAnswer(
            status,
            head: { out in
                guard out.append(Redirect.start(status)), location(out), out.append("\r\n") else { return false }
                if status == 302 || status == 303 || status == 307 {
                    guard out.append("cache-control: no-cache\r\n") else { return false }
                }
                guard let cookie else { return true }
                return out.append("set-cookie: ") && out.append(cookie) && out.append("\r\n")
            })
    }
}

extension Redirect {
    /// The head up to the location.
    fileprivate static func start(_ status: UInt16) -> StaticString {
        switch status {
        case 301: "HTTP/1.1 301 Moved Permanently\r\ncontent-length: 0\r\nlocation: "
        case 303: "HTTP/1.1 303 See Other\r\ncontent-length: 0\r\nlocation: "
        case 307: "HTTP/1.1 307 Temporary Redirect\r\ncontent-length: 0\r\nlocation: "
        case 308: "HTTP/1.1 308 Permanent Redirect\r\ncontent-length: 0\r\nlocation: "
        default: "HTTP/1.1 302 Found\r\ncontent-length: 0\r\nlocation: "
        }
    }

    /// Part of the request becomes part of the location.
    var usesRequest: Bool { kind != .location || keepsQuery }

    /// Writes where the client is sent; false without room.
    func write(_ target: ByteView, _ message: Message, _ arena: Buffer, into out: Buffer) -> Bool {
        let start = out.end
        switch kind {
        case .location:
            guard out.append(target) else { return false }
            guard keepsQuery, let query = message.target(in: arena).query, !query.isEmpty else { return true }
            return out.append(target.firstIndex(of: 63) == nil ? 63 : 38) && out.append(query)
        case .prefix:
            guard target.equals("/") || out.append(target) else { return false }
        case .scheme:
            guard out.append(target), out.append("://") else { return false }
            if let host = message.headers.first(.host), !out.append(arena.view(of: host.valueSlice)) { return false }
        }
        return writePath(message, arena, into: out) && finish(out, from: start)
    }

    /// Path and, unless dropped, query of the request.
    private func writePath(_ message: Message, _ arena: Buffer, into out: Buffer) -> Bool {
        guard let view = message.target(in: arena).pathAndQuery else { return out.append("/") }
        return out.append(dropsQuery ? view.slice(0, view.firstIndex(of: 63) ?? view.count) : view)
    }

    private func finish(_ out: Buffer, from start: Int) -> Bool {
        guard appendsSlash, dropsQuery, out.end == start || out.byte(at: out.end - 1) != 47 else { return true }
        return out.append("/")
    }
}
