import EventLoop
import Glibc
import Memory

/// What is true of the process as long as it runs.
public struct ProcessFacts: Sendable {
    public let identifier = getpid()
    /// On the monotonic clock.
    public let started: Milliseconds
    /// Milliseconds since 1970.
    public let startedWall: Milliseconds
    public let name = "Apus"
    /// The version of HAProxy whose language and interfaces these are; monitors compare it.
    public let version = "3.5.0"
    public let releaseDate = "2026/11/21"

    /// How long it took to be ready.
    public let bootTime: Milliseconds

    /// - Parameter launched: when the program was called, on the monotonic clock. It is ready now.
    public init(launched: Milliseconds) {
        started = Clock.monotonic()
        startedWall = Clock.wall()
        bootTime = started - launched
    }

    /// How long the process has run.
    var uptime: Uptime { Uptime(milliseconds: max(0, (Clock.monotonic() - started).rawValue)) }
}

/// A length of time as the runtime API writes it.
struct Uptime: Sendable {
    let milliseconds: Int64

    var seconds: Int64 { milliseconds / 1000 }

    private var parts: (days: Int64, hours: Int64, minutes: Int64, seconds: Int64) {
        (seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60)
    }

    /// `0d 0h01m05s`
    var text: String {
        let (days, hours, minutes, seconds) = parts
        return "\(days)d \(hours)h\(minutes.padded(2))m\(seconds.padded(2))s"
    }

    /// `0:00:01:05`, as in a prompt.
    var clock: String {
        let (days, hours, minutes, seconds) = parts
        return "\(days):\(hours.padded(2)):\(minutes.padded(2)):\(seconds.padded(2))"
    }
}

extension FixedWidthInteger {
    /// In decimal, with zeros in front up to `width` digits.
    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
    }
}
