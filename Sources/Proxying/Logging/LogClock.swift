import Glibc
import Memory

/// The time of day as log lines show it, made once a second.
package struct LogClock {
    private var second = Int64.min
    /// `Nov 21 17:29:28`, local time.
    private(set) var calendar: [UInt8] = []
    /// `2026-11-21T17:29:28.`, local time, up to the fraction.
    private(set) var isoStart: [UInt8] = []
    /// `+00:00`
    private(set) var isoZone: [UInt8] = []
    private(set) var microseconds: UInt64 = 0

    package init() {}

    /// Reads the clock.
    ///
    /// - Parameter precisely: microseconds are wanted; otherwise a clock will do that is cheaper and some milliseconds late.
    mutating func update(precisely: Bool) {
        var time = timespec()
        clock_gettime(precisely ? CLOCK_REALTIME : CLOCK_REALTIME_COARSE, &time)
        set(seconds: Int64(time.tv_sec), microseconds: UInt64(clamping: time.tv_nsec / 1000))
    }

    /// Shows this time, in seconds since 1970.
    package mutating func set(seconds: Int64, microseconds: UInt64) {
        self.microseconds = microseconds
        guard seconds != second else { return }
        second = seconds
        var value = time_t(seconds)
        var parts = tm()
        localtime_r(&value, &parts)
        let clock = "\(LogClock.two(parts.tm_hour)):\(LogClock.two(parts.tm_min)):\(LogClock.two(parts.tm_sec))"
        let day = parts.tm_mday < 10 ? " \(parts.tm_mday)" : "\(parts.tm_mday)"
        calendar = Array("\(LogClock.monthName(Int(parts.tm_mon))) \(day) \(clock)".utf8)
        let date = "\(Int(parts.tm_year) + 1900)-\(LogClock.two(parts.tm_mon + 1))-\(LogClock.two(parts.tm_mday))"
        isoStart = Array("\(date)T\(clock).".utf8)
        year = Array("\(Int(parts.tm_year) + 1900)".utf8)
        let offset = Int(parts.tm_gmtoff) / 60
        let zone = "\(LogClock.two(Int32(abs(offset) / 60))):\(LogClock.two(Int32(abs(offset) % 60)))"
        isoZone = Array(((offset < 0 ? "-" : "+") + zone).utf8)
    }

    private static let months: [StaticString] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Four digits.
    private(set) var year: [UInt8] = []

    /// The place of a month, counted from zero, by its three letters.
    static func month(_ name: ByteView) -> Int? {
        months.firstIndex { name.equals($0) }
    }

    /// Its three letters.
    static func monthName(_ month: Int) -> StaticString { months.indices.contains(month) ? months[month] : "???" }

    /// Appends the date of ISO 8601: `2026-11-21T17:29:28.238724+00:00`.
    func appendISODate(to line: Buffer) {
        line.append(isoStart)
        var unit: UInt64 = 100_000
        while unit > 0 {
            line.append(UInt8(truncatingIfNeeded: 48 + microseconds / unit % 10))
            unit /= 10
        }
        line.append(isoZone)
    }
}
