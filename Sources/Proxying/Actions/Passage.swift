import Configuration
import Samples
import Transport

/// Actions that let a connection or its content pass, or do not (manual, 4.4 `accept` and `reject`).
extension Action {
    static let accept = Action(
        "accept", in: [.tcpConnection, .tcpSession, .tcpContent, .tcpResponse], "Ends the rules of this set.",
        isFinal: true
    ) { _, _ in .stop }

    /// With a stream, it ends both sides.
    static let reject = Action(
        "reject", in: [.tcpConnection, .tcpSession, .tcpContent, .tcpResponse, .httpRequest], "Ends the connection.",
        isFinal: true
    ) { _, evaluation in
        _ = evaluation.withStream { $0.refuse() }
        return .done
    }

    static let silentDrop = Action(
        "silent-drop", in: [.tcpConnection, .tcpSession, .tcpContent, .tcpResponse, .httpRequest, .httpResponse],
        usage: "[rst-ttl <ttl>]", "Lets the client's connection disappear without telling the client.",
        isFinal: true, parse: readLifetime
    ) { arguments, evaluation in
        _ = evaluation.withClient {
            $0.vanish(resetLifetime: UInt8(exactly: arguments.number).flatMap { $0 == 0 ? nil : $0 })
        }
        _ = evaluation.withStream { $0.refuse() }
        return .done
    }

    private static func readLifetime(_ reader: inout ActionReader) throws -> RuleArguments {
        guard reader.arguments.flag("rst-ttl") else { return RuleArguments() }
        let word = try reader.word(or: "missing rst-ttl value.")
        guard let lifetime = UInt8(word.text), lifetime > 0 else {
            throw ConfigurationError("valid rst-ttl values are [1-255].", at: word)
        }
        return RuleArguments(number: Int64(lifetime))
    }

    /// `tcp-response content close`
    static let close = Action(
        "close", in: .tcpResponse, "Ends the server's connection.", isFinal: true
    ) { _, evaluation in
        _ = evaluation.withStream { $0.refuse() }
        return .done
    }
}

extension Stream {
    /// A rule has refused what a peer sent.
    func refuse() {
        note(.proxy)
        countDenial(ofResponse: cursor.phase.rawValue >= RuleCursor.Phase.serving.rawValue)
        abort()
    }
}
