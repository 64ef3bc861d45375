import Memory

/// A point on a loop's clock, kept in four bytes by what lives in large numbers; right for 49 days.
struct ShortTime {
    private let stamp: UInt32

    init(_ time: Milliseconds) { stamp = UInt32(truncatingIfNeeded: time.rawValue) }

    /// The whole time, which is not later than `now`.
    func time(before now: Milliseconds) -> Milliseconds {
        now - Milliseconds(Int64(UInt32(truncatingIfNeeded: now.rawValue) &- stamp))
    }
}
