import Configuration
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
            stream.replace(
                by: reply.with(
                    isProxy ? "proxy-authenticate" : "www-authenticate",
                    Array("Basic realm=\"".utf8) + arguments.name.view.bytes + [34]))
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

extension Reply {
    /// The same answer with this field in the place of all of its name.
    func with(_ name: String, _ value: [UInt8]) -> Reply {
        let field = Array("\(name): ".utf8)
        let lines = head.split(separator: 10, omittingEmptySubsequences: true).filter { line in
            line.count < field.count - 1
                || !zip(line, field.dropLast()).allSatisfy { $0 | 0x20 == $1 | 0x20 }
        }
        let kept: [UInt8] = lines.flatMap { line -> [UInt8] in Array(line) + [10] }
        return Reply(status: status, head: kept + field + value + [13, 10], body: body, closes: closes)
    }
}
