/// A length of time, or a point on the loop's monotonic clock, in milliseconds.
public struct Milliseconds: Sendable, Hashable, Comparable {
    public var rawValue: Int64

    @inlinable public init(_ rawValue: Int64) { self.rawValue = rawValue }

    /// No deadline: later than every point in time.
    @inlinable public static var never: Milliseconds { Milliseconds(.max) }

    @inlinable public static var zero: Milliseconds { Milliseconds(0) }

    @inlinable public static func < (left: Milliseconds, right: Milliseconds) -> Bool { left.rawValue < right.rawValue }

    /// Saturates at `never`, so that `now + never` is `never`.
    @inlinable public static func + (left: Milliseconds, right: Milliseconds) -> Milliseconds {
        let (sum, overflow) = left.rawValue.addingReportingOverflow(right.rawValue)
        return overflow ? .never : Milliseconds(sum)
    }

    @inlinable public static func - (left: Milliseconds, right: Milliseconds) -> Milliseconds {
        let (difference, overflow) = left.rawValue.subtractingReportingOverflow(right.rawValue)
        return overflow ? (left < right ? Milliseconds(.min) : .never) : Milliseconds(difference)
    }

    @inlinable public static func seconds(_ count: Int64) -> Milliseconds {
        let (product, overflow) = count.multipliedReportingOverflow(by: 1000)
        return overflow ? .never : Milliseconds(product)
    }
}
