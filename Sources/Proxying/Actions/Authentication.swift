import Configuration
import Memory
import Samples

/// `auth` (manual, 4.4; RFC 7617).
extension Action {
    static let auth = Action(
        "auth", in: .httpRequest, usage: "[realm <realm>]", "Asks the client for a name and a password.",
        isFinal: true, parse: readRealm
    ) { arguments, evaluation in
        evaluation.withStream { stream in
            let isProxy = stream.summary.usesProxyHeader
            guard let reply = stream.reply(isProxy ? 407 : 401) else { return .failed }
            stream.session.frontend.counters.intercepted &+= 1
            stream.countTrackedError()
            let name: StaticString = isProxy ? "proxy-authenticate" : "www-authenticate"
            guard let asking = reply.with(name, realm: arguments.name.view, in: stream.context) else { return .failed }
            stream.note(.local, at: .request)
            stream.dropBack()
            stream.answer(asking)
            return .done
        } ?? .failed
    }

    private static func readRealm(_ reader: inout ActionReader) throws -> RuleArguments {
        guard reader.arguments.flag("realm") else {
            return RuleArguments(name: Array(reader.proxy.settings.name.utf8))
        }
        return RuleArguments(name: try reader.word(or: "missing realm value.").bytes)
    }
}

extension Answer {
    /// The same answer that asks for a name and a password by this field, in the place of all of its name.
    fileprivate func with(_ name: StaticString, realm: ByteView, in context: LoopContext) -> Answer? {
        let asking = context.makeAnswer(
            status, closes: closes, isBehind: true,
            head: { out in
                var position = 0
                while position < head.count {
                    let end = (head.firstIndex(of: 10, from: position) ?? head.count - 1) + 1
                    let line = head.slice(position, end)
                    position = end
                    if line.startsIgnoringCase(with: name), line.byte(at: name.utf8CodeUnitCount) == 58 { continue }
                    guard out.append(line) else { return false }
                }
                return out.append(name) && out.append(": Basic realm=\"") && out.append(realm) && out.append("\"\r\n")
            })
        return asking.map { Answer(status: $0.status, head: $0.head, body: body, closes: closes) }
    }
}
