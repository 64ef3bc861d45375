import Memory
import Synchronization

/// Events per second on all loops, for expressions that ask for them at once; see `RateCounter`.
final class SharedRate: Sendable {
    /// The second in 24 bits, then the counts of the second before and of this one in 20 bits each.
    private let state = Atomic<UInt64>(0)
    private static let most: UInt64 = 1 << 20 - 1

    init() {}

    func count(_ now: Milliseconds) {
        let second = SharedRate.second(now)
        var old = state.load(ordering: .relaxed)
        while true {
            var (this, previous, current) = SharedRate.parts(old)
            // Another loop's clock may be a little ahead.
            if this != second, second &- this & 0xff_ffff < 0x80_0000 {
                previous = second == this &+ 1 & 0xff_ffff ? current : 0
                current = 0
                this = second
            }
            let new = this << 40 | previous << 20 | min(current + 1, SharedRate.most)
            let (done, original) = state.weakCompareExchange(expected: old, desired: new, ordering: .relaxed)
            if done { return }
            old = original
        }
    }

    /// Events in the second before `now`.
    func rate(_ now: Milliseconds) -> Int {
        let (this, previous, current) = SharedRate.parts(state.load(ordering: .relaxed))
        let age = SharedRate.second(now) &- this & 0xff_ffff
        let rest = 1000 - Int(now.rawValue % 1000)
        switch age {
        case 0: return Int(current) + Int(previous) * rest / 1000
        case 1: return Int(current) * rest / 1000
        default: return 0
        }
    }

    private static func second(_ now: Milliseconds) -> UInt64 {
        UInt64(truncatingIfNeeded: now.rawValue / 1000) & 0xff_ffff
    }

    private static func parts(_ state: UInt64) -> (second: UInt64, previous: UInt64, current: UInt64) {
        (state >> 40, state >> 20 & most, state & most)
    }
}
