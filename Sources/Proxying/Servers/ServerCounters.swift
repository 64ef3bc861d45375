import Memory

/// Counts of one loop for one server.
public struct ServerCounters: Sendable {
    public var currentStreams = 0
    /// Of all loops together, as this one saw it when a stream of its own began.
    public var maximumStreams = 0
    public var streams: UInt64 = 0
    /// Chosen by balancing.
    public var selections: UInt64 = 0
    /// Attempts to connect.
    public var connections: UInt64 = 0
    public var reuses: UInt64 = 0
    public var responses: UInt64 = 0
    public var connectionErrors: UInt64 = 0
    public var responseErrors: UInt64 = 0
    public var retries: UInt64 = 0
    public var redispatches: UInt64 = 0
    public var clientAborts: UInt64 = 0
    public var serverAborts: UInt64 = 0
    public var deniedResponses: UInt64 = 0
    public var failedRewrites: UInt64 = 0
    public var internalErrors: UInt64 = 0
    /// Sent to the server.
    public var bytesIn: UInt64 = 0
    /// Received from it.
    public var bytesOut: UInt64 = 0
    public var maximumQueue = 0
    public var maximumConnections = 0
    public var statuses = StatusCounters()
    public var times = TimeAverages()
    public var streamRate = RateCounter()
    /// On the loop's clock; nil before the first stream.
    public var lastStream: Milliseconds?

    public init() {}

    /// A stream goes to the server, which serves so many now.
    @inline(__always)
    mutating func streamBegan(_ now: Milliseconds, served: Int) {
        currentStreams &+= 1
        if served > maximumStreams { maximumStreams = served }
        streams &+= 1
        streamRate.count(now)
        lastStream = now
    }

    /// The stream that it has goes to it once more.
    mutating func streamRepeated(_ now: Milliseconds) {
        streams &+= 1
        streamRate.count(now)
    }

    @inline(__always)
    mutating func streamEnded() { currentStreams &-= 1 }

    /// `clear counters`
    mutating func clear(all: Bool) {
        if all {
            let current = currentStreams
            self = ServerCounters()
            currentStreams = current
        }
        maximumStreams = currentStreams
        maximumQueue = 0
        maximumConnections = 0
        streamRate.clearMaximum()
        times.clearMaxima()
    }
}
