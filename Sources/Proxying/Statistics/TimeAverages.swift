/// The mean of a time over about the last 1024 streams, and its maximum, in milliseconds.
public struct AverageTime: Sendable {
    private var sum: UInt64 = 0
    private var count: UInt64 = 0
    public private(set) var maximum: UInt64 = 0

    public init() {}

    @inline(__always)
    mutating func add(_ milliseconds: Int64) {
        let value = UInt64(max(milliseconds, 0))
        if count < 1024 { count &+= 1 } else { sum &-= sum >> 10 }
        sum &+= value
        if value > maximum { maximum = value }
    }

    public var average: UInt64 { count == 0 ? 0 : (sum &+ count / 2) / count }

    /// Adds another loop's, each by the number of its streams.
    public mutating func add(_ other: AverageTime) {
        sum &+= other.sum
        count &+= other.count
        maximum = max(maximum, other.maximum)
    }

    mutating func clearMaximum() { maximum = 0 }
}

/// How long streams waited for what.
public struct TimeAverages: Sendable {
    public var queue = AverageTime()
    public var connect = AverageTime()
    public var response = AverageTime()
    public var total = AverageTime()

    public init() {}

    public mutating func add(_ other: TimeAverages) {
        queue.add(other.queue)
        connect.add(other.connect)
        response.add(other.response)
        total.add(other.total)
    }

    mutating func clearMaxima() {
        queue.clearMaximum()
        connect.clearMaximum()
        response.clearMaximum()
        total.clearMaximum()
    }
}
