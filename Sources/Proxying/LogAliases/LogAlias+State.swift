import Memory
import Samples

/// How items of formats are declared (manual, 8.2.6).
extension LogAlias {
    /// A number; nil where there is none.
    ///
    /// - Parameters:
    ///   - digits: of its hexadecimal form, for those that have one.
    ///   - grows: it is smaller than it will be when a line is written early, which a `+` in front says.
    static func number(
        _ name: String, digits: Int? = nil, grows: Bool = false, needsHTTP: Bool = false,
        _ value: @escaping @Sendable (StreamEvaluation) -> Int64?
    ) -> LogAlias {
        LogAlias(name, isNumber: true, needsHTTP: needsHTTP) { evaluation, flags, out in
            let evaluation = evaluation.loops
            guard let value = value(evaluation) else { return false }
            if let digits, flags.contains(.hexadecimal) {
                return out.append(capitals: UInt64(bitPattern: value), digits: digits)
            }
            if grows, evaluation.isEarly, !out.append(43) { return false }
            return (value >= 0 || out.append(45)) && out.append(decimal: value.magnitude)
        }
    }

    /// A text, which flags quote and escape.
    static func text(
        _ name: String, needsHTTP: Bool = false, for use: LogFormatUse? = nil,
        _ write: @escaping @Sendable (StreamEvaluation, Buffer) -> Bool
    ) -> LogAlias {
        LogAlias(name, isText: true, needsHTTP: needsHTTP, textUse: use) { evaluation, _, out in
            write(evaluation.loops, out)
        }
    }
}
