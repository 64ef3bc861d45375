import Memory

/// Counts of one loop for one frontend.
public struct FrontendCounters: Sendable {
    public var currentSessions = 0
    public var maximumSessions = 0
    public var sessions: UInt64 = 0
    public var connections: UInt64 = 0
    public var requests: UInt64 = 0
    public var requestErrors: UInt64 = 0
    public var bytesIn: UInt64 = 0
    public var bytesOut: UInt64 = 0
    public var deniedRequests: UInt64 = 0
    public var deniedResponses: UInt64 = 0
    public var deniedConnections: UInt64 = 0
    public var deniedSessions: UInt64 = 0
    /// Answered inside the process: monitor, statistics, redirects.
    public var intercepted: UInt64 = 0
    public var failedRewrites: UInt64 = 0
    public var internalErrors: UInt64 = 0
    public var responses = StatusCounters()
    public var sessionRate = RateCounter()
    public var requestRate = RateCounter()
    public var connectionRate = RateCounter()

    public init() {}

    @inline(__always)
    mutating func sessionBegan(_ now: Milliseconds) {
        currentSessions &+= 1
        if currentSessions > maximumSessions { maximumSessions = currentSessions }
        sessions &+= 1
        connections &+= 1
        sessionRate.count(now)
        connectionRate.count(now)
    }

    /// A client was refused before it became a session.
    mutating func connectionRefused(_ now: Milliseconds) {
        deniedConnections &+= 1
        connections &+= 1
        connectionRate.count(now)
    }

    @inline(__always)
    mutating func requestBegan(_ now: Milliseconds) {
        requests &+= 1
        requestRate.count(now)
    }

    /// `clear counters`: maxima begin anew; with `all` every count does. What is current stays.
    mutating func clear(all: Bool) {
        if all {
            let current = currentSessions
            self = FrontendCounters()
            currentSessions = current
        }
        maximumSessions = currentSessions
        sessionRate.clearMaximum()
        requestRate.clearMaximum()
        connectionRate.clearMaximum()
    }
}
