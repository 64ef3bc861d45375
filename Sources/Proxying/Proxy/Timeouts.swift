import Memory

/// The `timeout …` words of a proxy (manual, 4.2); `.never` when not set.
public struct Timeouts: Sendable {
    public var client = Milliseconds.never
    public var server = Milliseconds.never
    public var connect = Milliseconds.never
    public var queue = Milliseconds.never
    public var httpRequest = Milliseconds.never
    public var httpKeepAlive = Milliseconds.never
    public var tunnel = Milliseconds.never
    public var clientFin = Milliseconds.never
    public var serverFin = Milliseconds.never
    public var check = Milliseconds.never
    public var tarpit = Milliseconds.never
    /// `tcp-request inspect-delay`; zero: rules decide at once.
    public var inspection = Milliseconds.zero
    /// `tcp-response inspect-delay`
    public var responseInspection = Milliseconds.zero

    public init() {}

    /// `timeout http-request`, for which `timeout client` stands in.
    var requestHead: Milliseconds { httpRequest == .never ? client : httpRequest }

    /// `timeout queue`, for which `timeout connect` stands in.
    var inQueue: Milliseconds { queue == .never ? connect : queue }

    /// `timeout http-keep-alive`, for which `timeout http-request`, then `timeout client` stands in.
    var idle: Milliseconds { httpKeepAlive == .never ? requestHead : httpKeepAlive }
}
