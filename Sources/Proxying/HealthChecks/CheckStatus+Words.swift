/// What logs, statistics and state files say of a status.
extension CheckStatus {
    /// A few words for people.
    public var description: String {
        switch self {
        case .unknown: "Unknown"
        case .initializing: "Initializing"
        case .checked: "No status change"
        case .observed: "Health analyze"
        case .socketError: "Socket error"
        case .layer4OK: "Layer4 check passed"
        case .layer4Timeout: "Layer4 timeout"
        case .layer4Connection: "Layer4 connection problem"
        case .layer6OK: "Layer6 check passed"
        case .layer6Timeout: "Layer6 timeout"
        case .layer6Response: "Layer6 invalid response"
        case .layer7OK: "Layer7 check passed"
        case .layer7Conditional: "Layer7 check conditionally passed"
        case .layer7Timeout: "Layer7 timeout"
        case .layer7Response: "Layer7 invalid response"
        case .layer7Status: "Layer7 wrong status"
        case .processError: "External check error"
        case .processTimeout: "External check timeout"
        case .processOK: "External check passed"
        }
    }

    /// The number in state files.
    public var number: Int {
        switch self {
        case .unknown: 0
        case .initializing: 1
        case .checked: 3
        case .observed: 4
        case .socketError: 5
        case .layer4OK: 6
        case .layer4Timeout: 7
        case .layer4Connection: 8
        case .layer6OK: 9
        case .layer6Timeout: 10
        case .layer6Response: 11
        case .layer7Timeout: 12
        case .layer7Response: 13
        case .layer7OK: 15
        case .layer7Conditional: 16
        case .layer7Status: 17
        case .processError: 18
        case .processTimeout: 19
        case .processOK: 20
        }
    }

    /// A code goes with it: a status of HTTP, an exit code.
    public var hasCode: Bool { number >= CheckStatus.layer7OK.number }
}
