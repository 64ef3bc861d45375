import Samples

/// Actions that let a connection or its content pass, or do not (manual, 4.4 `accept` and `reject`).
extension Action {
    static let accept = Action(
        "accept", in: [.tcpConnection, .tcpSession, .tcpContent, .tcpResponse], "Ends the rules of this set.",
        isFinal: true
    ) { _, _ in .stop }

    /// In TCP rules; with a stream, it ends both sides.
    static let tcpReject = Action(
        "reject", in: [.tcpConnection, .tcpSession, .tcpContent, .tcpResponse], "Ends the connection.", isFinal: true
    ) { _, evaluation in
        _ = evaluation.withStream { $0.refuse() }
        return .done
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
        let frontend = session.frontend
        if cursor.phase.rawValue < RuleCursor.Phase.serving.rawValue {
            frontend.counters.deniedRequests &+= 1
            backend?.counters.deniedRequests &+= 1
        } else {
            frontend.counters.deniedResponses &+= 1
            backend?.counters.deniedResponses &+= 1
        }
        abort()
    }
}
