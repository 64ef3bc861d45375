/// Counts of one loop for one listening socket.
public struct ListenerCounters: Sendable {
    public var sessions: UInt64 = 0

    public init() {}

    mutating func sessionBegan() { sessions &+= 1 }

    /// `clear counters`
    mutating func clear(all: Bool) {
        if all { sessions = 0 }
    }
}
