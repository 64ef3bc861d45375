import Memory

/// Reads a date of a header field in any of its three forms (RFC 9110, 5.6.7).
public struct HTTPDateReader {
    private let view: ByteView
    private var position = 0

    /// Seconds since 1970; nil when the text is no date.
    ///
    /// - Parameter now: tells which century a year of two digits means.
    public static func seconds(_ view: ByteView, now: Int64) -> Int64? {
        var reader = HTTPDateReader(view: view)
        guard var date = reader.date(now: now), reader.position == view.count, (1...12).contains(date.month),
            date.day >= 1, date.day <= date.monthLength, date.hour < 24, date.minute < 60, date.second <= 60
        else { return nil }
        // A leap second is the last one before midnight.
        date.second = min(date.second, 59)
        return date.seconds
    }

    private init(view: ByteView) { self.view = view }

    private mutating func date(now: Int64) -> CalendarDate? {
        let start = position
        while let byte = view.byte(at: position), (byte | 0x20) &- 97 < 26 { position += 1 }
        let name = view.slice(start, position)
        guard let next = view.byte(at: position), let weekday = Self.weekday(name) else { return nil }
        if next == 32 { return name.count == 3 ? asctime() : nil }
        guard take(", ") else { return nil }
        return name.count == 3 ? fixed() : name.equals(CalendarDate.weekdayName(weekday)) ? obsolete(now) : nil
    }

    private static func weekday(_ name: ByteView) -> Int? {
        (0..<7).first { ByteView(CalendarDate.weekdayName($0)).slice(0, 3).equals(name.slice(0, 3)) }
    }

    /// `06 Nov 1994 08:49:37 GMT`
    private mutating func fixed() -> CalendarDate? {
        guard let day = number(2), take(" "), let month = month(), take(" "), let year = number(4), take(" ") else {
            return nil
        }
        return finish(CalendarDate(year: Int64(year), month: month, day: day), zone: " GMT")
    }

    /// `06-Nov-94 08:49:37 GMT`; a year that is more than fifty years ahead is one of the last century.
    private mutating func obsolete(_ now: Int64) -> CalendarDate? {
        guard let day = number(2), take("-"), let month = month(), take("-"), let digits = number(2), take(" ") else {
            return nil
        }
        let thisYear = CalendarDate(seconds: now).year
        let year = thisYear - thisYear % 100 + Int64(digits)
        let date = CalendarDate(year: year > thisYear + 50 ? year - 100 : year, month: month, day: day)
        return finish(date, zone: " GMT")
    }

    /// ` Nov  6 08:49:37 1994`
    private mutating func asctime() -> CalendarDate? {
        guard take(" "), let month = month(), take(" ") else { return nil }
        guard let day = take(" ") ? number(1) : number(2), take(" ") else { return nil }
        guard var date = finish(CalendarDate(year: 0, month: month, day: day), zone: " "), let year = number(4) else {
            return nil
        }
        date.year = Int64(year)
        return date
    }

    /// `08:49:37` and what follows it.
    private mutating func finish(_ start: CalendarDate, zone: StaticString) -> CalendarDate? {
        var date = start
        guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2), take(zone)
        else { return nil }
        (date.hour, date.minute, date.second) = (hour, minute, second)
        return date
    }

    private mutating func month() -> Int? {
        let name = view.slice(position, position + 3)
        position += 3
        return (1...12).first { name.equals(CalendarDate.monthName($0)) }
    }

    /// So many digits.
    private mutating func number(_ digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let byte = view.byte(at: position), byte &- 48 < 10 else { return nil }
            value = value * 10 + Int(byte &- 48)
            position += 1
        }
        return value
    }

    private mutating func take(_ text: StaticString) -> Bool {
        guard view.slice(position, position + text.utf8CodeUnitCount).equals(text) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }
}
