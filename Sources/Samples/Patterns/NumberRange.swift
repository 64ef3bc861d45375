import Memory

/// A pattern of `int` and `len`: a number, or a range with one or both of its ends (manual, 7.1.2).
struct NumberRange: BitwiseCopyable, Sendable {
    let low: Int64
    let high: Int64

    /// The message is in HAProxy's words.
    static func parse(_ text: ByteView, isDotted: Bool) throws(PatternFailure) -> NumberRange {
        let number = isDotted ? NumberText.dotted : NumberText.integer
        let noun = isDotted ? "dotted number" : "number"
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else {
            guard let value = number(text) else { throw PatternFailure("'\(text.text)' is not a \(noun)") }
            return NumberRange(low: value, high: value)
        }
        let first = text.slice(0, colon)
        let second = text.slice(colon + 1)
        guard let low = first.isEmpty ? .min : number(first), let high = second.isEmpty ? .max : number(second),
            low <= high, !(first.isEmpty && second.isEmpty)
        else { throw PatternFailure("'\(text.text)' is not a valid \(noun) range") }
        return NumberRange(low: low, high: high)
    }
}

/// The operators that may stand in front of integer patterns. They last until the next one.
public enum NumberOperator: String, Sendable {
    case eq, ge, gt, le, lt

    /// The pattern that says the same without an operator; a range, or what is no number, stays as it is.
    public func pattern(_ text: String, isDotted: Bool = false) -> String {
        let bytes = ConstantBytes(Array(text.utf8))
        guard let value = isDotted ? NumberText.dotted(bytes.view) : NumberText.integer(bytes.view) else { return text }
        func shifted(_ difference: Int64) -> String? {
            let (sum, overflows) = value.addingReportingOverflow(difference)
            if overflows { return nil }
            return isDotted ? "\(sum >> 16).\(sum & 0xFFFF)" : "\(sum)"
        }
        switch self {
        case .eq: return text
        case .ge: return text + ":"
        case .le: return ":" + text
        // Nothing is beyond the greatest number or below the least: the range then says so by itself being invalid.
        case .gt: return shifted(1).map { $0 + ":" } ?? "\(Int64.max):\(Int64.min)"
        case .lt: return shifted(-1).map { ":" + $0 } ?? "\(Int64.max):\(Int64.min)"
        }
    }
}

extension ByteView {
    /// For messages.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
