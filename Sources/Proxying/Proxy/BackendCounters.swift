import Memory

/// Counts of one loop for one backend: what its servers' counters do not hold already.
public struct BackendCounters: Sendable {
    public var currentStreams = 0
    public var maximumStreams = 0
    public var streams: UInt64 = 0
    public var requests: UInt64 = 0
    public var deniedRequests: UInt64 = 0
    public var deniedResponses: UInt64 = 0
    /// No server could be chosen.
    public var connectionErrors: UInt64 = 0
    public var clientAborts: UInt64 = 0
    public var intercepted: UInt64 = 0
    public var failedRewrites: UInt64 = 0
    public var internalErrors: UInt64 = 0
    /// Waiting without a server.
    public var currentQueue = 0
    public var maximumQueue = 0
    public var responses = StatusCounters()
    public var streamRate = RateCounter()
    /// When a stream last got a server, on the loop's clock; nil before the first.
    public var lastStream: Milliseconds?

    public init() {}

    @inline(__always)
    mutating func streamBegan(_ now: Milliseconds) {
        currentStreams &+= 1
        if currentStreams > maximumStreams { maximumStreams = currentStreams }
        streams &+= 1
        streamRate.count(now)
    }

    @inline(__always)
    mutating func streamEnded() { currentStreams &-= 1 }

    /// `clear counters`
    mutating func clear(all: Bool) {
        if all {
            let (streams, queue) = (currentStreams, currentQueue)
            self = BackendCounters()
            (currentStreams, currentQueue) = (streams, queue)
        }
        maximumStreams = currentStreams
        maximumQueue = currentQueue
        streamRate.clearMaximum()
    }
}
