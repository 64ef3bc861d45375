import HTTP
import Memory

/// The statistics page of a proxy: its settings and the answers that are ready.
public final class StatisticsPage: Sendable {
    public let settings: StatisticsSettings
    /// The proxy whose page it is: `.` in `stats scope`.
    public let proxy: String

    init(_ settings: StatisticsSettings, proxy: String) {
        self.settings = settings
        self.proxy = proxy
    }

    /// What the page's rules answer a request with these credentials; nil when it may see the page.
    func refusal(_ credentials: [UInt8]?) -> Refusal? {
        for rule in settings.rules {
            switch rule {
            case .allow: return nil
            case .deny: return .denied
            case .authenticate(let realm): return .unknown(challenge(realm))
            }
        }
        if settings.users.isEmpty || credentials.map(isKnown) == true { return nil }
        return .unknown(challenge(settings.realm))
    }

    enum Refusal {
        case denied
        case unknown(Reply)
    }

    private func isKnown(_ credentials: [UInt8]) -> Bool {
        settings.users.contains { user in
            let expected = user.name + [UInt8(ascii: ":")] + user.password
            guard expected.count == credentials.count else { return false }
            // The time it takes says nothing about where the first difference is.
            return zip(expected, credentials).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    /// 401, asking for a user and a password.
    private func challenge(_ realm: [UInt8]?) -> Reply {
        let body =
            "<html><body><h1>401 Unauthorized</h1>\nYou need a valid user and password to access this content.\n"
            + "</body></html>\n"
        var head = Array("HTTP/1.1 401 Unauthorized\r\ncontent-length: \(body.utf8.count)\r\n".utf8)
        head += Array("cache-control: no-cache\r\ncontent-type: text/html\r\nwww-authenticate: Basic realm=\"".utf8)
        for byte in realm ?? Array("HAProxy Statistics".utf8) where byte >= 0x20 && byte != 0x7F {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { head.append(UInt8(ascii: "\\")) }
            head.append(byte)
        }
        return Reply(status: 401, head: head + Array("\"\r\n".utf8), body: Array(body.utf8), closes: false)
    }

    /// 303 back to the page: nothing can be changed through it.
    var readOnly: Reply {
        var head = Array("HTTP/1.1 303 See Other\r\ncache-control: no-cache\r\ncontent-type: text/plain\r\n".utf8)
        head += Array("content-length: 0\r\nlocation: ".utf8) + settings.uri + Array(";st=DENY\r\n".utf8)
        return Reply(status: 303, head: head, body: [], closes: false)
    }
}

/// Makes statistics pages. It is handed to each loop at start, since what all loops know lies above this module.
public protocol StatisticsReporter: AnyObject {
    /// Answers a request for `page`, now or later, on the loop that asks.
    /// - Parameter options: what follows the page's address in the request.
    func report(_ page: StatisticsPage, options: [UInt8], then answer: @escaping (AppletAnswer) -> Void)
}

extension Stream {
    /// `stats uri`: answers a request for the statistics page; false when it is not for it.
    func answersStatistics(_ page: StatisticsPage, _ message: Message) -> Bool {
        guard message.method == .get || message.method == .head || message.method == .post,
            let options = options(of: message, on: page)
        else { return false }
        switch page.refusal(credentials(of: message)) {
        case .denied?:
            session.frontend.counters.deniedRequests &+= 1
            note(.proxy)
            answer(403)
            return true
        case .unknown(let reply)?:
            session.frontend.counters.intercepted &+= 1
            note(.local)
            answer(reply)
            return true
        case nil: break
        }
        session.frontend.counters.intercepted &+= 1
        note(.local)
        guard message.method != .post else {
            answer(page.readOnly)
            return true
        }
        guard let reporter = context.statistics else {
            answer(503)
            return true
        }
        dropRequest()
        let applet = takeApplet()
        reporter.report(page, options: options) { [weak applet] answer in applet?.begin(answer) }
        return true
    }

    /// What follows the page's address in the target; nil when the target does not begin with it.
    private func options(of message: Message, on page: StatisticsPage) -> [UInt8]? {
        guard let target = message.arena?.bytes(in: message.target), target.starts(with: page.settings.uri) else {
            return nil
        }
        return Array(target.dropFirst(page.settings.uri.count))
    }

    /// `user:password` of `Authorization: Basic …`
    private func credentials(of message: Message) -> [UInt8]? {
        guard let slice = message.value(of: Array("authorization".utf8)), let value = message.arena?.bytes(in: slice)
        else { return nil }
        guard value.prefix(6).map({ $0 | 0x20 }) == Array("basic ".utf8) else { return nil }
        let text = value.dropFirst(6).drop { $0 == 32 }
        return Base64.standard.decode(text.prefix { $0 != 32 } + [])
    }
}
