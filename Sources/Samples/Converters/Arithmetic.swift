/// Converters from one number to another; results beyond the range stop at its end (manual, 7.3.1 `add`).
extension Converter {
    static let add = arithmetic("add", "Adds a number or a variable.") { left, right in
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? (right > 0 ? .max : .min) : sum
    }

    /// `name(<number>)`: a number, or the name of a variable that holds one.
    private static func arithmetic(
        _ name: String, _ summary: String, _ operation: @escaping @Sendable (Int64, Int64) -> Int64
    ) -> Converter {
        Converter(name, takes: .integer, gives: .integer, arguments: ArgumentGrammar([.number]), summary) {
            value, arguments, evaluation in
            guard case .integer(let left) = value, let right = arguments.number(0, evaluation) else { return nil }
            return .integer(operation(left, right))
        }
    }
}
