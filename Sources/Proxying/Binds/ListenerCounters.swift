/// Counts of one loop for one listening socket, kept with `option socket-stats` only.
public struct ListenerCounters: Sendable {
    public var currentSessions = 0
    public var maximumSessions = 0
    public var sessions: UInt64 = 0

    public init() {}

    mutating func sessionBegan() {
        currentSessions &+= 1
        if currentSessions > maximumSessions { maximumSessions = currentSessions }
        sessions &+= 1
    }

    /// `clear counters`
    mutating func clear(all: Bool) {
        if all { sessions = 0 }
        maximumSessions = currentSessions
    }
}
