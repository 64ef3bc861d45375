/// What a log line is written for (`%OG`).
enum LogOrigin: UInt8 {
    case unspecified, sessionError, sessionKilled, accept, request, connect, response, close

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
        }
    }
}
