import Memory

/// The units of times (section 2.5).
public enum TimeUnit: String, Sendable, Hashable, CaseIterable {
    case microseconds = "us"
    case milliseconds = "ms"
    case seconds = "s"
    case minutes = "m"
    case hours = "h"
    case days = "d"

    var microsecondCount: Int64 {
        switch self {
        case .microseconds: 1
        case .milliseconds: 1_000
        case .seconds: 1_000_000
        case .minutes: 60_000_000
        case .hours: 3_600_000_000
        case .days: 86_400_000_000
        }
    }

    /// What messages call the unit.
    public var plural: String { "\(self)" }
}

/// Why a text is not a time.
public enum TimeFailure: Error, Sendable, Hashable {
    case missing
    case unexpectedCharacter(String)
    /// Something stands behind the unit of the value. HAProxy warns and uses the value.
    case trailingCharacter(String, Milliseconds)
    case overflow

    /// The message in HAProxy's words about the value `text` of `keyword`.
    public func message(about text: String, of keyword: String, maximum: Milliseconds = .maximumTimer) -> String {
        switch self {
        case .missing: return "'\(keyword)' expects an integer value (in milliseconds)"
        case .unexpectedCharacter(let character): return "unexpected character '\(character)' in '\(keyword)'"
        case .trailingCharacter(let character, _):
            return "unexpected character '\(character)' after the timer value '\(text)', only "
                + "(us=microseconds,ms=milliseconds,s=seconds,m=minutes,h=hours,d=days) are supported"
        case .overflow:
            let days = maximum == .maximumTimer ? " or ~24.8 days" : ""
            return "timer overflow in argument '\(text)' to '\(keyword)' "
                + "(maximum value is \(maximum.rawValue) ms\(days))"
        }
    }
}

extension Milliseconds {
    /// The longest timer that HAProxy accepts.
    public static let maximumTimer = Milliseconds(2_147_483_647)

    /// A time as configurations have it (section 2.5): an integer and a unit. A fraction of a millisecond is rounded
    /// up, so that a small time does not become none.
    public init(
        configuration text: String, defaultUnit: TimeUnit = .milliseconds, maximum: Milliseconds = .maximumTimer
    ) throws(TimeFailure) {
        var cursor = ByteCursor(Array(text.utf8))
        if cursor.isAtEnd { throw .missing }
        let digits = cursor.take(while: \.isASCIIDigit)
        if digits.isEmpty { throw .unexpectedCharacter(String(text.prefix(1))) }
        let rest = cursor.text(from: cursor.position)
        guard let unit = Milliseconds.unit(at: rest, defaultUnit) else {
            throw .unexpectedCharacter(String(rest.prefix(1)))
        }
        guard let count = Int64(String(decoding: digits, as: UTF8.self)) else { throw .overflow }
        let (product, overflow) = count.multipliedReportingOverflow(by: unit.microsecondCount)
        guard !overflow else { throw .overflow }
        let value = product / 1_000 + (product % 1_000 == 0 ? 0 : 1)
        guard value <= maximum.rawValue else { throw .overflow }
        self.init(value)
        let isComplete = rest.isEmpty || rest == unit.rawValue
        if !isComplete { throw .trailingCharacter(String(rest.dropFirst(unit.rawValue.count).prefix(1)), self) }
    }

    /// The unit that `rest` starts with.
    private static func unit(at rest: String, _ defaultUnit: TimeUnit) -> TimeUnit? {
        rest.isEmpty ? defaultUnit : TimeUnit.allCases.first { rest.hasPrefix($0.rawValue) }
    }
}
