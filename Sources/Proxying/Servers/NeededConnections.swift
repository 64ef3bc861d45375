/// How many connections to a server the streams of one loop need at once. More idle ones than that would never be used, and
/// each takes a worker of servers that have one for each connection.
struct NeededConnections {
    private(set) var estimate = 0
    /// The most since the estimate was last made.
    private var most = 0

    /// So many are in use now.
    mutating func note(_ used: Int) {
        guard used > most else { return }
        most = used
        if used > estimate { estimate = used }
    }

    /// A period is over: what was needed before it counts half.
    mutating func age() {
        estimate = max(most, (estimate + most) / 2)
        most = 0
    }
}
