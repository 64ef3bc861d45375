import Memory

/// A moment in the Gregorian calendar, in UTC.
public struct CalendarDate: Sendable, Equatable {
    public var year: Int64
    /// From 1.
    public var month: Int
    public var day: Int
    public var hour = 0
    public var minute = 0
    public var second = 0

    /// - Parameter seconds: since 1970, within a thousand million years of it.
    public init(seconds: Int64) {
        let (days, rest) = Self.divide(seconds, 86_400)
        (hour, minute, second) = (Int(rest / 3600), Int(rest / 60 % 60), Int(rest % 60))
        // Years that begin in March put the day that some of them lack at their end, and eras of 400 years are all alike.
        let (era, day) = Self.divide(days + 719_468, 146_097)
        let yearOfEra = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        self.day = Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
        month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    init(year: Int64, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970 at which the date begins; the year is one that has four digits or came from seconds.
    private var days: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = Self.divide(shiftedYear, 400)
        let dayOfYear = Int64((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// Seconds since 1970.
    public var seconds: Int64 { days * 86_400 + Int64(hour * 3600 + minute * 60 + second) }

    /// From 0, a Sunday.
    public var weekday: Int { Int(Self.divide(days + 4, 7).remainder) }

    /// From 0, the first of January.
    public var dayOfYear: Int { Int(days - CalendarDate(year: year, month: 1, day: 1).days) }

    /// Days in the month.
    var monthLength: Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Rounds towards the past.
    private static func divide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    static func weekdayName(_ weekday: Int) -> StaticString {
        switch weekday {
        case 0: "Sunday"
        case 1: "Monday"
        case 2: "Tuesday"
        case 3: "Wednesday"
        case 4: "Thursday"
        case 5: "Friday"
        default: "Saturday"
        }
    }

    /// In English, three letters.
    public static func monthName(_ month: Int) -> StaticString {
        switch month {
        case 1: "Jan"
        case 2: "Feb"
        case 3: "Mar"
        case 4: "Apr"
        case 5: "May"
        case 6: "Jun"
        case 7: "Jul"
        case 8: "Aug"
        case 9: "Sep"
        case 10: "Oct"
        case 11: "Nov"
        default: "Dec"
        }
    }
}

extension Buffer {
    /// Appends a date as header fields have it (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// - Parameter fraction: so many digits behind the seconds, and a number for them.
    public func append(
        httpDate date: CalendarDate, fraction: (digits: Int, value: Int64) = (0, 0)
    ) -> Bool {
        guard append(ByteView(CalendarDate.weekdayName(date.weekday)).slice(0, 3)), append(", "),
            append(padded: Int64(date.day), digits: 2), append(32), append(CalendarDate.monthName(date.month)),
            append(32), append(padded: date.year, digits: 4), append(32), append(padded: Int64(date.hour), digits: 2),
            append(58), append(padded: Int64(date.minute), digits: 2), append(58),
            append(padded: Int64(date.second), digits: 2)
        else { return false }
        if fraction.digits > 0, !append(46) || !append(padded: fraction.value, digits: fraction.digits) { return false }
        return append(" GMT")
    }

    /// Appends a decimal number of at least so many digits; false without room.
    public func append(padded value: Int64, digits: Int) -> Bool {
        var limit: UInt64 = 10
        var missing = digits - 1
        while missing > 0, value.magnitude >= limit, limit < 1_000_000_000_000_000_000 {
            limit *= 10
            missing -= 1
        }
        if value < 0, !append(45) { return false }
        for _ in 0..<max(0, missing) where !append(48) { return false }
        return append(decimal: value.magnitude)
    }
}
