import Glibc
import HTTP
import Memory

/// Times in a form that strftime(3) writes.
extension Converter {
    static let ltime = time("ltime", .seconds, isLocal: true)
    static let utime = time("utime", .seconds, isLocal: false)
    static let millisecondLocalTime = time("ms_ltime", .milliseconds, isLocal: true)
    static let millisecondUniversalTime = time("ms_utime", .milliseconds, isLocal: false)
    static let microsecondLocalTime = time("us_ltime", .microseconds, isLocal: true)
    static let microsecondUniversalTime = time("us_utime", .microseconds, isLocal: false)

    /// `name(<format>[,<offset>])`
    @inline(__always)
    private static func time(_ name: String, _ unit: TimeUnit, isLocal: Bool) -> Converter {
        Converter(
            name, takes: .integer, gives: .string, arguments: ArgumentGrammar([.string], optional: [.integer]),
            "Writes a time since 1970 in a form of strftime(3), in \(isLocal ? "local time" : "UTC").",
            check: { try TimeForm.check(&$0, hasFractions: unit != .seconds) },
            apply: { value, arguments, evaluation in
                guard case .integer(let time) = value, let moment = Moment(time, offset: arguments.integer(1), unit)
                else { return nil }
                var parts = isLocal ? tm(local: moment.seconds) : tm(universal: moment.seconds)
                let nanoseconds = moment.fraction * (1_000_000_000 / unit.rawValue)
                return evaluation.write { TimeForm.write(&parts, nanoseconds, arguments, to: $0) }.map { .string($0) }
            })
    }
}

/// A form that was cut at its `%N`, so that strftime(3) gets what it knows: behind the arguments lie the pieces, each with the
/// number of digits of the `%N` that follows it, 0 for none.
enum TimeForm {
    private static let firstPiece = 2

    static func check(_ arguments: inout PreparedArguments, hasFractions: Bool) throws {
        let form = arguments.bytes(0)
        var piece: [UInt8] = []
        var position = 0
        var index = firstPiece
        // A blank at the end tells an empty result from one that has no room.
        func end(_ arguments: inout PreparedArguments, digits: Int64) {
            arguments.set(piece.isEmpty ? [] : piece + [32, 0], at: index)
            arguments.set(digits, at: index)
            piece = []
            index += 1
        }
        while position < form.count {
            guard form[position] == 37, hasFractions else {
                piece.append(form[position])
                position += 1
                continue
            }
            var next = position + 1
            var width: Int64 = 0
            while next < form.count, form[next] &- 48 < 10, width < 100 {
                width = width * 10 + Int64(form[next] - 48)
                next += 1
            }
            if next < form.count, form[next] == 78 {
                let isPlain = next == position + 1
                guard isPlain || (1...9).contains(width) else {
                    throw arguments.refuse("the width of %N must be between 1 and 9, got '\(width)'.")
                }
                end(&arguments, digits: isPlain ? 9 : width)
                position = next + 1
            } else {
                piece += form[position..<min(position + 2, form.count)]
                position += 2
            }
        }
        if !piece.isEmpty { end(&arguments, digits: 0) }
    }

    static func write(_ time: inout tm, _ nanoseconds: Int64, _ arguments: StepArguments, to out: Buffer) -> Bool {
        for index in firstPiece..<max(firstPiece, arguments.texts.count) {
            guard write(&time, arguments.text(index), to: out) else { return false }
            let digits = Int(arguments.integer(index))
            guard digits > 0 else { continue }
            var value = nanoseconds
            for _ in digits..<9 { value /= 10 }
            guard out.append(padded: value, digits: digits) else { return false }
        }
        return true
    }

    private static func write(_ time: inout tm, _ piece: ByteView, to out: Buffer) -> Bool {
        guard !piece.isEmpty else { return true }
        return piece.withPointer { form, _ in
            guard let form else { return true }
            return form.withMemoryRebound(to: CChar.self, capacity: piece.count) { form in
                let written = out.fill { memory, room in
                    Int(strftime(memory.assumingMemoryBound(to: CChar.self), room, form, &time))
                }
                guard written > 0 else { return false }
                out.truncate(at: out.end - 1)
                return true
            }
        }
    }
}

extension tm {
    init(local seconds: Int64) {
        self.init()
        var seconds = time_t(seconds)
        localtime_r(&seconds, &self)
    }

    /// Without the lock that the C library takes for its time zone.
    init(universal seconds: Int64) {
        let date = CalendarDate(seconds: seconds)
        self.init()
        tm_sec = Int32(date.second)
        tm_min = Int32(date.minute)
        tm_hour = Int32(date.hour)
        tm_mday = Int32(date.day)
        tm_mon = Int32(date.month - 1)
        tm_year = Int32(clamping: date.year - 1900)
        tm_wday = Int32(date.weekday)
        tm_yday = Int32(date.dayOfYear)
        tm_zone = Self.universalZone
    }

    private static var universalZone: UnsafePointer<CChar> {
        let name: StaticString = "GMT"
        return UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}
