/// What a health check ended with, as statistics and logs name it (management guide, 9.1, `check_status`).
public enum CheckStatus: UInt8, Sendable {
    /// Nothing is known: no check has ended yet.
    case unknown
    /// The first check has not begun.
    case initializing
    /// An agent answered, and said nothing about the state.
    case checked
    /// Streams saw errors (`observe`).
    case observed
    /// No socket could be made.
    case socketError
    case layer4OK
    case layer4Timeout
    /// The connection was refused, or there is no way.
    case layer4Connection
    case layer6OK
    case layer6Timeout
    case layer6Response
    case layer7OK
    /// 404 with `http-check disable-on-404`.
    case layer7Conditional
    case layer7Timeout
    /// No valid response of the protocol.
    case layer7Response
    /// A valid response that says that something is wrong.
    case layer7Status
    case processError
    case processTimeout
    case processOK

    /// The word of statistics.
    public var code: String {
        switch self {
        case .unknown: "UNK"
        case .initializing: "INI"
        case .checked: "CHECKED"
        case .observed: "HANA"
        case .socketError: "SOCKERR"
        case .layer4OK: "L4OK"
        case .layer4Timeout: "L4TOUT"
        case .layer4Connection: "L4CON"
        case .layer6OK: "L6OK"
        case .layer6Timeout: "L6TOUT"
        case .layer6Response: "L6RSP"
        case .layer7OK: "L7OK"
        case .layer7Conditional: "L7OKC"
        case .layer7Timeout: "L7TOUT"
        case .layer7Response: "L7RSP"
        case .layer7Status: "L7STS"
        case .processError: "PROCERR"
        case .processTimeout: "PROCTOUT"
        case .processOK: "PROCOK"
        }
    }
}
