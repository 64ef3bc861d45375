import EventLoop
import Glibc
import Memory

/// A moment in the words of logs: `21/Nov/2026:12:14:52.732`, local time.
struct CalendarTime {
    let text: String

    static var now: CalendarTime { CalendarTime(Clock.wall()) }

    /// - Parameter time: milliseconds since 1970.
    init(_ time: Milliseconds) {
        var seconds = time_t(time.rawValue / 1000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let month = months.indices.contains(Int(parts.tm_mon)) ? months[Int(parts.tm_mon)] : "???"
        text =
            "\(parts.tm_mday.padded(2))/\(month)/\(parts.tm_year + 1900):\(parts.tm_hour.padded(2)):"
            + "\(parts.tm_min.padded(2)):\(parts.tm_sec.padded(2)).\((time.rawValue % 1000).padded(3))"
    }
}
