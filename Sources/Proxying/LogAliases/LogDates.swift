import EventLoop
import Glibc
import HTTP
import Memory

/// The time of day for log lines and fetches, from the loop's clock, and the last second's text in local time, which the C
/// library takes a lock to find.
final class LogDates {
    private unowned(unsafe) let context: LoopContext
    /// From the loop's clock to microseconds since 1970. Both clocks run alike; only a clock that is set changes it.
    private var offset: Int64 = 0
    private var measured: Milliseconds?
    private var localSecond = Int64.min
    /// `21/Nov/2026:18:04:50` and `+0100`
    private let local = Buffer(capacity: 32)
    private let zone = Buffer(capacity: 16)

    init(_ context: LoopContext) { self.context = context }

    /// Microseconds since 1970 at a point of the loop's clock.
    func microseconds(at time: Milliseconds) -> Int64 {
        let now = context.now
        if measured.map({ (now - $0).rawValue > 1000 }) ?? true {
            var wall = timespec()
            var own = timespec()
            clock_gettime(CLOCK_MONOTONIC, &own)
            clock_gettime(CLOCK_REALTIME, &wall)
            offset = LogDates.microseconds(wall) &- LogDates.microseconds(own)
            measured = now
        }
        return time.rawValue &* 1000 &+ offset
    }

    private static func microseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000 &+ Int64(time.tv_nsec) / 1000
    }

    /// Seconds since 1970 now.
    var seconds: Int64 { microseconds(at: context.now) / 1_000_000 }

    /// Appends `21/Nov/2026:18:04:50` in local time.
    func append(local second: Int64, to out: Buffer) -> Bool {
        refresh(second)
        return out.append(local.view(from: local.start))
    }

    /// Appends local time's difference from UTC at that second: `+0100`.
    func append(zoneAt second: Int64, to out: Buffer) -> Bool {
        refresh(second)
        return out.append(zone.view(from: zone.start))
    }

    /// Appends `21/Nov/2026:18:04:50` in UTC.
    static func append(universal second: Int64, to out: Buffer) -> Bool {
        append(CalendarDate(seconds: second), to: out)
    }

    private static func append(_ date: CalendarDate, to out: Buffer) -> Bool {
        out.append(padded: Int64(date.day), digits: 2) && out.append(47)
            && out.append(CalendarDate.monthName(date.month))
            && out.append(47) && out.append(padded: date.year, digits: 4) && out.append(58)
            && out.append(padded: Int64(date.hour), digits: 2) && out.append(58)
            && out.append(padded: Int64(date.minute), digits: 2) && out.append(58)
            && out.append(padded: Int64(date.second), digits: 2)
    }

    private func refresh(_ second: Int64) {
        guard second != localSecond else { return }
        localSecond = second
        var parts = tm()
        var time = time_t(second)
        localtime_r(&time, &parts)
        let difference = Int64(parts.tm_gmtoff)
        local.reset()
        zone.reset()
        _ = LogDates.append(CalendarDate(seconds: second &+ difference), to: local)
        zone.append(difference < 0 ? 45 : 43)
        let minutes = abs(difference) / 60
        _ = zone.append(padded: minutes / 60 * 100 + minutes % 60, digits: 4)
    }
}
