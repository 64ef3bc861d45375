import Balancing
import Configuration
import HTTP
import Memory
import Samples
import Transport

/// What a `frontend`, `backend` or `listen` section says, `defaults` included. A value: a generation holds one for each
/// proxy and never changes it.
public struct ProxySettings: Sendable {
    public var name: String
    public var location = SourceLocation(file: "", line: 0)
    public var isFrontend = false
    public var isBackend = false
    public var identifier = 0
    public var mode = ProxyMode.tcp
    public var isDisabled = false
    public var description = ""
    /// Where the last state of its servers is.
    public var stateSource = ServerStateSource()

    public var timeouts = Timeouts()
    public var options = ProxyOptions()
    public var persistence = PersistenceMode.keepAlive
    public var maximumConnections = 0
    public var backlog = 0

    // As a frontend
    public var binds: [BindSettings] = []
    public var defaultBackend: String?
    public var monitorURI: [UInt8]?
    public var uniqueIdentifier: LogFormat?
    public var uniqueIdentifierHeader: ConstantBytes?
    public var requestLimits = H1Limits()
    public var responseLimits = H1Limits()

    // As a backend
    public var servers: [ServerSettings] = []
    public var dispatch: Address?
    public var balance = BalanceSettings()
    public var balanceKey = BalanceKey.none
    public var retries = 3
    public var retryOn: RetryCauses = [.connectionFailure]
    public var redispatchInterval = -1
    public var reuse = ReusePolicy.safe
    public var fullConnections = 0
    /// `max-keep-alive-queue`; negative without a limit.
    public var keepAliveQueueLimit = -1
    /// `rate-limit sessions`; 0 is no limit.
    public var sessionRate = 0
    /// `be-unpublished`
    public var startsUnpublished = false
    /// `guid`
    public var guid: String?
    /// `max-session-srv-conns`
    public var sessionConnections = 5
    public var source: SourceBinding?
    public var cookie: CookieSettings?
    /// `persist rdp-cookie`
    public var remoteDesktopCookie: Expression?
    public var dynamicCookieKey: [UInt8]?
    /// What is done to check servers.
    public var checkPlan = CheckPlan.connection

    // Both
    public var forwardedFor: AddressHeader?
    public var originalTo: AddressHeader?
    /// `filter bwlim-in` and `filter bwlim-out`
    public var filters: [BandwidthFilter] = []
    /// `filter-sequence`
    public var filterSequences = FilterSequences()
    /// `option forwarded`; nil is off.
    public var forwarded: ForwardedParts?
    var forwardedExpressions = ForwardedExpressions()
    public var replies = Replies.standard
    public var rules = ProxyRules()
    public var accessLog = AccessLogSettings()
    /// What a frontend captures.
    public var captures = CapturePlan()
    public var restrictsHeaderNames = HeaderNamePolicy.preserve
    /// `http-send-name-header`, in lower case.
    public var serverNameHeader: [UInt8]?
    public var keepAliveProbes = KeepAliveProbes()
    public var statistics: StatisticsSettings?
    /// `stick-table`
    public var stickTable: StickTableSettings?
    /// `log`
    public var logs: [LogLine] = []
    /// `log-tag`; nil for that of the `global` sections.
    public var logTag: String?

    public init(name: String) { self.name = name }

    /// What kind of section this is, as messages call it.
    public var kindName: String { isFrontend ? (isBackend ? "proxy" : "frontend") : "backend" }
}

/// `option http-restrict-req-hdr-names`
public enum HeaderNamePolicy: UInt8, Sendable, Comparable {
    case preserve, delete, reject

    public static func < (left: HeaderNamePolicy, right: HeaderNamePolicy) -> Bool { left.rawValue < right.rawValue }
}

/// `clitcpka-*` and `srvtcpka-*`; 0 leaves the system's value.
public struct KeepAliveProbes: Sendable, Hashable {
    public struct Side: Sendable, Hashable {
        public var count: Int32 = 0
        public var idle: Int32 = 0
        public var interval: Int32 = 0
        public init() {}
    }
    public var client = Side()
    public var server = Side()
    public init() {}
}

/// `retry-on`
public struct RetryCauses: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public static let connectionFailure = RetryCauses(rawValue: 1)
    public static let emptyResponse = RetryCauses(rawValue: 2)
    public static let junkResponse = RetryCauses(rawValue: 4)
    public static let responseTimeout = RetryCauses(rawValue: 8)
    public static let status401 = RetryCauses(rawValue: 1 << 8)
    public static let status403 = RetryCauses(rawValue: 1 << 9)
    public static let status404 = RetryCauses(rawValue: 1 << 10)
    public static let status408 = RetryCauses(rawValue: 1 << 11)
    public static let status421 = RetryCauses(rawValue: 1 << 12)
    public static let status425 = RetryCauses(rawValue: 1 << 13)
    public static let status429 = RetryCauses(rawValue: 1 << 14)
    public static let status500 = RetryCauses(rawValue: 1 << 15)
    public static let status501 = RetryCauses(rawValue: 1 << 16)
    public static let status502 = RetryCauses(rawValue: 1 << 17)
    public static let status503 = RetryCauses(rawValue: 1 << 18)
    public static let status504 = RetryCauses(rawValue: 1 << 19)
    /// The cause that a status is, if it can be one.
    init?(status: UInt16) {
        let causes: [UInt16: RetryCauses] = [
            401: .status401, 403: .status403, 404: .status404, 408: .status408, 421: .status421, 425: .status425,
            429: .status429, 500: .status500, 501: .status501, 502: .status502, 503: .status503, 504: .status504,
        ]
        guard let cause = causes[status] else { return nil }
        self = cause
    }

    /// Causes that need the request to be kept until the response has begun.
    public static let afterSending = RetryCauses(rawValue: ~1)
}

/// Where the key of a hashing algorithm comes from.
public enum BalanceKey: Sendable, Equatable {
    case none
    case source
    case uri(HashKey.URIPart)
    case urlParameter(name: [UInt8], checksBody: Int?)
    case header(name: [UInt8], domainOnly: Bool)
    case expression(Expression)
    case remoteDesktopCookie(Expression)
    /// What converters make of a log line.
    case logLine(Expression)

    /// The key is a part of a request.
    var needsHTTP: Bool {
        switch self {
        case .none, .source, .expression, .remoteDesktopCookie, .logLine: false
        case .uri, .urlParameter, .header: true
        }
    }
}

extension ProxySettings {
    /// `balance` whose weights cannot change while the process runs.
    public var hasStaticBalance: Bool {
        // Weights do not count there.
        if mode == .log { return true }
        return switch balance.algorithm {
        case .staticRoundRobin: true
        case .hash: balance.method == .mapBased
        case .roundRobin, .leastConnections, .first, .random, .sticky: false
        }
    }
}
