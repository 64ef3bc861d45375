/// The places of a configuration where a sample fetch gives what it promises (manual, 7.3; the columns of `-dKsmp`, in its
/// order). What a fetch needs does not exist everywhere: there is no response yet when a request is looked at.
public struct SamplePlaces: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let frontendConnection = SamplePlaces(rawValue: 1 << 0)
    public static let frontendSession = SamplePlaces(rawValue: 1 << 1)
    public static let frontendContent = SamplePlaces(rawValue: 1 << 2)
    public static let frontendRequest = SamplePlaces(rawValue: 1 << 3)
    public static let frontendRequestBody = SamplePlaces(rawValue: 1 << 4)
    public static let frontendSwitching = SamplePlaces(rawValue: 1 << 5)
    public static let backendContent = SamplePlaces(rawValue: 1 << 6)
    public static let backendRequest = SamplePlaces(rawValue: 1 << 7)
    public static let backendRequestBody = SamplePlaces(rawValue: 1 << 8)
    public static let serverChoice = SamplePlaces(rawValue: 1 << 9)
    public static let serverSource = SamplePlaces(rawValue: 1 << 10)
    public static let backendResponseContent = SamplePlaces(rawValue: 1 << 11)
    public static let backendResponse = SamplePlaces(rawValue: 1 << 12)
    public static let backendResponseBody = SamplePlaces(rawValue: 1 << 13)
    public static let stickStore = SamplePlaces(rawValue: 1 << 14)
    public static let frontendResponseContent = SamplePlaces(rawValue: 1 << 15)
    public static let frontendResponse = SamplePlaces(rawValue: 1 << 16)
    public static let frontendResponseBody = SamplePlaces(rawValue: 1 << 17)
    public static let logs = SamplePlaces(rawValue: 1 << 18)
    public static let checks = SamplePlaces(rawValue: 1 << 19)
    public static let configuration = SamplePlaces(rawValue: 1 << 20)
    public static let runtime = SamplePlaces(rawValue: 1 << 21)

    private static func columns(_ first: UInt32, _ last: UInt32) -> SamplePlaces {
        SamplePlaces(rawValue: (UInt32(1) << (last + 1)) - (UInt32(1) << first))
    }

    // MARK: What fetches declare

    public static let everywhere = columns(0, 21)
    /// Whatever needs the process only, and not while the configuration is read.
    public static let process = columns(0, 19).union(.runtime)
    /// The client's connection.
    public static let connection = columns(0, 19)
    /// The frontend and its connection; not in a check.
    public static let frontend = columns(0, 18)
    /// What is known once the client's transport is ready.
    public static let session = columns(1, 18)
    /// Content of the request, while it is looked at.
    public static let requestContent = columns(2, 10)
    /// What is kept of a request to the end.
    public static let requestKept = columns(2, 18)
    /// Content of the message at hand, be it a request or a response.
    public static let content = columns(2, 17).union(.checks)
    /// Where a backend was chosen.
    public static let backend = columns(6, 19)
    /// Once a server is being chosen.
    public static let server = columns(9, 18)
    /// Once a server was chosen.
    public static let serverChosen = columns(10, 19)
    /// The server's connection.
    public static let serverConnection = columns(11, 19)
    /// Content of a response, while it is looked at.
    public static let responseContent = columns(11, 17).union(.checks)

    /// What is kept of a response to the end.
    public static let responseKept = columns(11, 19)

    /// The columns as they are dumped: `Y` or `.` for each.
    public var columns: String {
        String((0..<22).map { rawValue >> UInt32($0) & 1 == 1 ? Character("Y") : Character(".") })
    }

    /// What messages call the first of these places.
    public var name: String {
        let first = rawValue.trailingZeroBitCount
        return first < Self.names.count ? Self.names[first] : "nowhere"
    }

    /// What must exist for a fetch of these places to be used, in messages.
    var need: String {
        switch self {
        case .responseContent: "HTTP response headers"
        case .serverConnection: "server-side connection"
        case .serverChosen, .server: "server"
        case .backend: "backend"
        case .requestContent, .content, .requestKept: "HTTP request headers"
        case .session, .frontend, .connection: "client-side session"
        default: "something"
        }
    }

    /// The names of the columns, in order.
    public static let names = [
        "frontend tcp-request connection rule", "frontend tcp-request session rule",
        "frontend tcp-request content rule",
        "frontend http-request header rule", "frontend http-request body rule", "frontend use-backend rule",
        "backend tcp-request content rule", "backend http-request header rule", "backend http-request body rule",
        "backend use-server, balance or stick-match rule", "server source selection",
        "backend tcp-response content rule", "backend http-response header rule", "backend http-response body rule",
        "backend stick-store rule", "frontend tcp-response content rule", "frontend http-response header rule",
        "frontend http-response body rule", "logs", "backend tcp-check rule", "configuration parser", "CLI parser",
    ]
}
