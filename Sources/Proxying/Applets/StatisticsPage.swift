import HTTP
import Memory
import Samples

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
    func refusal(_ credentials: [UInt8]?, _ evaluation: Evaluation) -> Refusal? {
        for rule in settings.rules {
            evaluation.begin()
            if let condition = rule.condition, condition.matches(evaluation) != .yes { continue }
            switch rule.verdict {
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

    /// 303 back to the page, with what came of a change.
    func result(_ code: StaticString) -> Reply {
        var head = Array("HTTP/1.1 303 See Other\r\ncache-control: no-cache\r\ncontent-type: text/plain\r\n".utf8)
        head += Array("content-length: 0\r\nlocation: ".utf8) + settings.uri + Array(";st=\(code)\r\n".utf8)
        return Reply(status: 303, head: head, body: [], closes: false)
    }

    /// Whether servers may be changed through the page.
    func isAdministered(_ evaluation: Evaluation) -> Bool {
        settings.administration.contains { condition in
            evaluation.begin()
            return condition.matches(evaluation) == .yes
        }
    }
}

/// Makes statistics pages. It is handed to each loop at start, since what all loops know lies above this module.
public protocol StatisticsReporter: AnyObject {
    /// Answers a request for `page`, now or later, on the loop that asks.
    /// - Parameter options: what follows the page's address in the request.
    /// - Parameter isAdministered: servers may be changed through the page.
    func report(
        _ page: StatisticsPage, options: [UInt8], isAdministered: Bool, then answer: @escaping (AppletAnswer) -> Void)

    /// Does what the page's form asks for; the code of what came of it.
    func change(_ page: StatisticsPage, form: [UInt8]) -> StaticString
}

extension Stream {
    /// `stats uri`: answers a request for the statistics page; false when it is not for it.
    func answersStatistics(_ page: StatisticsPage, _ message: Message, _ evaluation: StreamEvaluation) -> Bool {
        guard message.method == .get || message.method == .head || message.method == .post,
            let options = options(of: message, on: page)
        else { return false }
        switch page.refusal(credentials(of: message), evaluation) {
        case .denied?:
            session.frontend.counters.deniedRequests &+= 1
            note(.proxy)
            answer(403)
        case .unknown(let reply)?: intercept(reply)
        case nil:
            let isAdministered = page.isAdministered(evaluation)
            if message.method == .post {
                change(page, message, isAdministered: isAdministered)
            } else {
                report(page, options, isAdministered: isAdministered)
            }
        }
        return true
    }

    private func intercept(_ reply: Reply) {
        session.frontend.counters.intercepted &+= 1
        note(.local)
        answer(reply)
    }

    private func report(_ page: StatisticsPage, _ options: [UInt8], isAdministered: Bool) {
        session.frontend.counters.intercepted &+= 1
        note(.local)
        guard let reporter = context.statistics else { return answer(503) }
        dropRequest()
        let applet = takeApplet()
        reporter.report(page, options: options, isAdministered: isAdministered) { [weak applet] answer in
            applet?.begin(answer)
        }
    }

    /// A request that wants to change servers: its form is in the body.
    private func change(_ page: StatisticsPage, _ message: Message, isAdministered: Bool) {
        guard isAdministered, comesFromPage(message), let reporter = context.statistics else {
            return intercept(page.result("DENY"))
        }
        switch waitForBody(session.frontend.timeouts.requestHead, atLeast: 0) {
        case .wait: state.insert(.waitsInRules)
        case .next:
            guard let front = front as? H1Client, front.hasWholeBody(message.framing) else {
                return intercept(page.result("EXCD"))
            }
            let form = context.evaluation.body(of: message, from: front).bytes
            intercept(page.result(reporter.change(page, form: form)))
        default: break
        }
    }

    /// Whether the page that the request comes from, if it says so, is of the same host: another site's page must not make a
    /// browser change servers.
    private func comesFromPage(_ message: Message) -> Bool {
        func value(_ name: String) -> [UInt8]? {
            message.value(of: Array(name.utf8)).flatMap { message.arena?.bytes(in: $0) }
        }
        guard let origin = value("origin") ?? value("referer") else { return true }
        let text = String(decoding: origin, as: UTF8.self).lowercased()
        guard text.hasPrefix("http://") || text.hasPrefix("https://"), let host = value("host") else { return false }
        let authority = text.drop { $0 != ":" }.dropFirst(3).prefix { $0 != "/" }
        return authority == String(decoding: host, as: UTF8.self).lowercased()
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
