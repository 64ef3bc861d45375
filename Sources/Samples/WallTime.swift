import Glibc

/// The time of day as the system has it, for whoever needs it finer than a loop's clock.
struct WallTime {
    /// Since 1970.
    let seconds: Int64
    let microseconds: Int64

    static var now: WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(seconds: Int64(time.tv_sec), microseconds: Int64(time.tv_nsec) / 1000)
    }
}

/// What a number counts since 1970.
public enum TimeUnit: Int64, Sendable {
    case seconds = 1
    case milliseconds = 1000
    case microseconds = 1_000_000

    /// Reads an optional argument and puts the unit where a step finds it.
    public static func check(_ arguments: inout PreparedArguments, at position: Int) throws {
        let unit: TimeUnit
        switch arguments.text(position) {
        case "", "s": unit = .seconds
        case "ms": unit = .milliseconds
        case "us": unit = .microseconds
        default: throw arguments.refuse("expects 's', 'ms' or 'us', got '\(arguments.text(position))'.")
        }
        arguments.set(unit.rawValue, at: position)
    }

    public init(_ arguments: StepArguments, at position: Int) {
        self = TimeUnit(rawValue: arguments.integer(position)) ?? .seconds
    }

    /// Digits behind a second.
    var digits: Int {
        switch self {
        case .seconds: 0
        case .milliseconds: 3
        case .microseconds: 6
        }
    }
}

/// A moment in whole seconds and what is beyond them in its unit.
struct Moment {
    let seconds: Int64
    let fraction: Int64

    /// Nil when the offset leads beyond what a number can hold.
    init?(_ value: Int64, offset: Int64, _ unit: TimeUnit) {
        let (sum, overflow) = value.addingReportingOverflow(offset)
        if overflow { return nil }
        let (quotient, remainder) = sum.quotientAndRemainder(dividingBy: unit.rawValue)
        let floor = remainder < 0 ? quotient - 1 : quotient
        fraction = remainder < 0 ? remainder + unit.rawValue : remainder
        // What HAProxy makes of times before 1970 and of those that no calendar knows.
        seconds = floor & 0x007f_ffff_ffff_ffff
    }
}
