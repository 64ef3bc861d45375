import Memory

/// Events per second on one loop: this second's and the last one's, weighed by how much of this second has passed.
public struct RateCounter: Sendable {
    private var second: Int64 = 0
    private var current: UInt32 = 0
    private var previous: UInt32 = 0
    /// The highest rate of a second so far.
    public private(set) var maximum: UInt32 = 0

    public init() {}

    @inline(__always)
    mutating func count(_ now: Milliseconds) {
        let this = now.rawValue / 1000
        if this != second { turn(to: this) }
        current &+= 1
        if current > maximum { maximum = current }
    }

    private mutating func turn(to this: Int64) {
        previous = this == second &+ 1 ? current : 0
        current = 0
        second = this
    }

    /// Events in the second before `now`.
    public func rate(_ now: Milliseconds) -> Int {
        let age = now.rawValue / 1000 - second
        guard age >= 0, age <= 1 else { return 0 }
        let rest = 1000 - Int(now.rawValue % 1000)
        return age == 0 ? Int(current) + Int(previous) * rest / 1000 : Int(current) * rest / 1000
    }

    mutating func clearMaximum() { maximum = current }
}
