/// The `option` words of a proxy that are on or off and read on a connection's way (manual, 4.2).
public struct ProxyOptions: OptionSet, Sendable, Hashable {
    public let rawValue: UInt64
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    public static let abortOnClose = ProxyOptions(rawValue: 1 << 0)
    public static let allBackups = ProxyOptions(rawValue: 1 << 1)
    public static let clientKeepAlive = ProxyOptions(rawValue: 1 << 2)
    public static let serverKeepAlive = ProxyOptions(rawValue: 1 << 3)
    public static let noLinger = ProxyOptions(rawValue: 1 << 4)
    public static let redispatch = ProxyOptions(rawValue: 1 << 5)
    public static let spliceAuto = ProxyOptions(rawValue: 1 << 6)
    public static let spliceRequest = ProxyOptions(rawValue: 1 << 7)
    public static let spliceResponse = ProxyOptions(rawValue: 1 << 8)
    public static let smartAccept = ProxyOptions(rawValue: 1 << 9)
    public static let smartConnect = ProxyOptions(rawValue: 1 << 10)
    public static let socketStatistics = ProxyOptions(rawValue: 1 << 11)
    public static let ignoreProbes = ProxyOptions(rawValue: 1 << 12)
    public static let noDelay = ProxyOptions(rawValue: 1 << 14)
    public static let useProxyHeader = ProxyOptions(rawValue: 1 << 15)
    public static let pretendKeepAlive = ProxyOptions(rawValue: 1 << 16)
    public static let relaxedRequests = ProxyOptions(rawValue: 1 << 17)
    public static let relaxedResponses = ProxyOptions(rawValue: 1 << 18)
    public static let adjustClientCase = ProxyOptions(rawValue: 1 << 19)
    public static let adjustServerCase = ProxyOptions(rawValue: 1 << 20)
    public static let preferLastServer = ProxyOptions(rawValue: 1 << 21)
    public static let independentStreams = ProxyOptions(rawValue: 1 << 22)
    /// `option abortonclose` was said, with or without `no`: the default does not count.
    public static let abortOnCloseStated = ProxyOptions(rawValue: 1 << 24)
    public static let smartAcceptStated = ProxyOptions(rawValue: 1 << 25)
    public static let bufferRequest = ProxyOptions(rawValue: 1 << 13)
    public static let contStats = ProxyOptions(rawValue: 1 << 23)
    public static let logHealthChecks = ProxyOptions(rawValue: 1 << 26)

    public static let checkCache = ProxyOptions(rawValue: 1 << 27)
    public static let persist = ProxyOptions(rawValue: 1 << 28)
    public static let dropRequestTrailers = ProxyOptions(rawValue: 1 << 29)
    public static let dropResponseTrailers = ProxyOptions(rawValue: 1 << 30)
    public static let keepIdleWhenStopping = ProxyOptions(rawValue: 1 << 31)

    /// What is on in HTTP mode unless it was said otherwise.
    mutating func addHTTPDefaults() {
        if !contains(.abortOnCloseStated) { insert(.abortOnClose) }
        if !contains(.smartAcceptStated) { insert(.smartAccept) }
    }
}
