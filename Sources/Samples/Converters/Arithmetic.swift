/// Converters from one number to another; results beyond the range stop at its end (manual, 7.3.1 `add`).
extension Converter {
    static let add = arithmetic("add", "Adds a number or a variable.") { left, right in
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? (right > 0 ? .max : .min) : sum
    }

    static let sub = arithmetic("sub", "Subtracts a number or a variable.") { left, right in
        let (difference, overflow) = left.subtractingReportingOverflow(right)
        return overflow ? (right < 0 ? .max : .min) : difference
    }

    static let mul = arithmetic("mul", "Multiplies by a number or a variable.") { left, right in
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? ((left < 0) == (right < 0) ? .max : .min) : product
    }

    static let div = arithmetic("div", "Divides by a number or a variable; the largest number there is, for zero.") {
        left, right in
        let (quotient, overflow) = left.dividedReportingOverflow(by: right)
        return overflow ? .max : quotient
    }

    static let mod = arithmetic("mod", "The remainder of a division by a number or a variable; zero for zero.") {
        left, right in
        let (remainder, overflow) = left.remainderReportingOverflow(dividingBy: right)
        return overflow ? 0 : remainder
    }

    static let and = arithmetic("and", "The bits that are set in both numbers.") { $0 & $1 }
    static let or = arithmetic("or", "The bits that are set in either number.") { $0 | $1 }
    static let xor = arithmetic("xor", "The bits that are set in one of both numbers.") { $0 ^ $1 }

    static let cpl = change("cpl", "Flips all bits.") { ~$0 }

    static let neg = change("neg", "The opposite number.") { value in
        let (opposite, overflow) = Int64(0).subtractingReportingOverflow(value)
        return overflow ? .max : opposite
    }

    static let not = test("not", "True for zero.") { $0 == 0 }
    static let bool = test("bool", "False for zero.") { $0 != 0 }
    static let odd = test("odd", "True for an odd number.") { $0 & 1 == 1 }
    static let even = test("even", "True for an even number.") { $0 & 1 == 0 }

    /// `name(<number>)`: a number, or the name of a variable that holds one.
    @inline(__always)
    private static func arithmetic(
        _ name: String, _ summary: String, _ operation: @escaping @Sendable (Int64, Int64) -> Int64
    ) -> Converter {
        Converter(name, takes: .integer, gives: .integer, arguments: ArgumentGrammar([.number]), summary) {
            value, arguments, evaluation in
            guard case .integer(let left) = value, let right = arguments.number(0, evaluation) else { return nil }
            return .integer(operation(left, right))
        }
    }

    @inline(__always)
    private static func change(
        _ name: String, _ summary: String, _ operation: @escaping @Sendable (Int64) -> Int64
    ) -> Converter {
        Converter(name, takes: .integer, gives: .integer, summary) { value, _, _ in
            guard case .integer(let number) = value else { return nil }
            return .integer(operation(number))
        }
    }

    @inline(__always)
    private static func test(
        _ name: String, _ summary: String, _ holds: @escaping @Sendable (Int64) -> Bool
    ) -> Converter {
        Converter(name, takes: .integer, gives: .boolean, summary) { value, _, _ in
            guard case .integer(let number) = value else { return nil }
            return .boolean(holds(number))
        }
    }
}
