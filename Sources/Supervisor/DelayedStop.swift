import EventLoop
import Glibc
import Memory

/// What a soft stop has put off: its own begin by `grace`, and its end by `hard-stop-after` (manual, 3.1).
struct DelayedStop {
    enum Event { case softStop, hardStop }

    private let grace: Milliseconds
    private let hardStopAfter: Milliseconds
    private var softStopTime: Milliseconds?
    private var hardStopTime: Milliseconds?
    private var hasBegun = false

    init(grace: Milliseconds, hardStopAfter: Milliseconds) {
        self.grace = grace
        self.hardStopAfter = hardStopAfter
    }

    /// A soft stop is asked for; later requests change nothing.
    mutating func begin(now: Milliseconds = Clock.monotonic()) {
        guard !hasBegun else { return }
        hasBegun = true
        softStopTime = now + grace
        if hardStopAfter != .never { hardStopTime = now + hardStopAfter }
    }

    /// The next thing whose time has come; asked until it answers nil.
    mutating func takeDue(now: Milliseconds = Clock.monotonic()) -> Event? {
        if let time = softStopTime, time <= now {
            softStopTime = nil
            return .softStop
        }
        if let time = hardStopTime, time <= now {
            hardStopTime = nil
            return .hardStop
        }
        return nil
    }

    /// How long to sleep until the next thing is due; nil for as long as it takes.
    func wait(now: Milliseconds = Clock.monotonic()) -> timespec? {
        guard let next = [softStopTime, hardStopTime].compactMap({ $0 }).min() else { return nil }
        let rest = max(0, next.rawValue - now.rawValue)
        return timespec(tv_sec: Int(rest / 1000), tv_nsec: Int(rest % 1000) * 1_000_000)
    }
}
