import HTTP
import Memory

extension Stream {
    /// Runs a proxy's rules; true when the request goes on to a server.
    func runRequestRules(_ rules: RequestRules, _ message: Message) -> Bool {
        guard runAccessRules(rules.access, message) else { return false }
        if let page = rules.statistics, answersStatistics(page, message) { return false }
        guard let redirect = rules.redirections.first else { return true }
        session.frontend.counters.intercepted &+= 1
        answer(redirect, message)
        return false
    }

    private func runAccessRules(_ rules: [RequestRule], _ message: Message) -> Bool {
        for rule in rules {
            switch rule {
            case .allow: return true
            case .answer(let reply):
                session.frontend.counters.intercepted &+= 1
                answer(reply)
                return false
            case .deny(let status):
                session.frontend.counters.deniedRequests += 1
                answer(status)
                return false
            case .redirect(let redirect):
                session.frontend.counters.intercepted &+= 1
                answer(redirect, message)
                return false
            }
        }
        return true
    }

    /// `monitor-uri`: answers a probe without looking further.
    func answersMonitor(_ message: Message) -> Bool {
        guard let uri = session.frontend.monitorURI, let arena = message.arena else { return false }
        let matches = arena.withArena { bytes in bytes.equals(uri, in: message.target.range) }
        guard matches else { return false }
        session.frontend.counters.intercepted &+= 1
        answer(Reply.monitor)
        return true
    }

    /// Writes a redirection from the request's parts (manual, 4.4 `redirect`).
    func answer(_ redirect: Redirect, _ message: Message) {
        guard let location = redirect.location(for: message) else { return answer(500) }
        let reason = redirect.reason
        var head = Array("HTTP/1.1 \(redirect.status) \(reason)\r\ncontent-length: 0\r\nlocation: ".utf8)
        head += location + [13, 10]
        if redirect.status == 302 || redirect.status == 303 || redirect.status == 307 {
            head += Array("cache-control: no-cache\r\n".utf8)
        }
        if let cookie = redirect.cookie { head += Array("set-cookie: ".utf8) + cookie + [13, 10] }
        answer(Reply(status: redirect.status, head: head, body: [], closes: false))
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

    /// Where the client is sent; nil when a part of the request that is needed is missing.
    func location(for message: Message) -> [UInt8]? {
        guard let arena = message.arena else { return nil }
        switch kind {
        case .location: return target
        case .prefix: return target == [47] ? finished(path(message, arena)) : finished(target + path(message, arena))
        case .scheme:
            let host = message.headers.first(.host).map { arena.bytes(in: $0.valueSlice) } ?? []
            return finished(target + Array("://".utf8) + host + path(message, arena))
        }
    }

    /// Path and, unless dropped, query of the request.
    private func path(_ message: Message, _ arena: Buffer) -> [UInt8] {
        var bytes = arena.bytes(in: message.target)
        if bytes.first != 47, let scheme = bytes.firstRange(of: Array("://".utf8)) {
            let rest = bytes[scheme.upperBound...]
            bytes = rest.firstIndex(of: 47).map { Array(bytes[$0...]) } ?? [47]
        }
        if dropsQuery, let query = bytes.firstIndex(of: 63) { bytes.removeSubrange(query...) }
        return bytes
    }

    private func finished(_ bytes: [UInt8]) -> [UInt8] {
        appendsSlash && dropsQuery && bytes.last != 47 ? bytes + [47] : bytes
    }
}
