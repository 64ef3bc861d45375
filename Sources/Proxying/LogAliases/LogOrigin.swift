/// What a log line is written for (`%OG`).
enum LogOrigin: UInt8, CaseIterable {
    case unspecified, sessionError, sessionKilled, accept, request, connect, response, close
    // `do-log` in a rule of these sets.
    case tcpConnection, tcpSession, tcpContent, tcpResponse, httpRequest, httpResponse, httpAfterResponse

    init(_ kind: RuleSetKind) {
        switch kind {
        case .tcpConnection: self = .tcpConnection
        case .tcpSession: self = .tcpSession
        case .tcpContent: self = .tcpContent
        case .tcpResponse: self = .tcpResponse
        case .httpRequest: self = .httpRequest
        case .httpResponse: self = .httpResponse
        case .httpAfterResponse: self = .httpAfterResponse
        }
    }

    var name: StaticString {
        switch self {
        case .unspecified: "unspec"
        case .sessionError: "sess_error"
        case .sessionKilled: "sess_killed"
        case .accept: "txn_accept"
        case .request: "txn_request"
        case .connect: "txn_connect"
        case .response: "txn_response"
        case .close: "txn_close"
        case .tcpConnection: "tcp-req-conn"
        case .tcpSession: "tcp-req-sess"
        case .tcpContent: "tcp-req-cont"
        case .tcpResponse: "tcp-res-cont"
        case .httpRequest: "http-req"
        case .httpResponse: "http-res"
        case .httpAfterResponse: "http-after-res"
        }
    }

    /// The origins that a step of a log profile stands for, by its word (manual, 8.3.5); `any` is not among them.
    static let steps: [(word: String, origins: [LogOrigin])] =
        [
            ("accept", [.accept]), ("request", [.request]), ("connect", [.connect]), ("response", [.response]),
            ("close", [.close]), ("error", [.sessionError, .sessionKilled]),
        ] + RuleSetKind.allCases.map { kind in (LogOrigin(kind).name.description, [LogOrigin(kind)]) }

    /// The steps of an exchange, at which lines can be written (`log-steps`).
    static let exchangeSteps = steps.prefix(5)
}
