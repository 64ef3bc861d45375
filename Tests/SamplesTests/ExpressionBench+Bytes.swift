import Memory

@testable import Samples

extension ExpressionBench {
    /// The result as hexadecimal digits; nil without one.
    func hexadecimal(_ expression: String) throws -> String? {
        let compiled = try compile(expression)
        evaluation.begin()
        guard let view = compiled.evaluate(evaluation, as: .binary)?.view else { return nil }
        return view.bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// Sets a variable to bytes.
    func set(_ name: String, _ bytes: [UInt8]) throws {
        let constant = ConstantBytes(bytes)
        let variable = try VariableName(name)
        _ = withExtendedLifetime(constant) { evaluation.setVariable(variable, to: .binary(constant.view)) }
    }

    /// Sets a variable to a text.
    func set(_ name: String, _ text: String) throws {
        let constant = ConstantBytes(Array(text.utf8))
        let variable = try VariableName(name)
        _ = withExtendedLifetime(constant) { evaluation.setVariable(variable, to: .string(constant.view)) }
    }

    /// The bytes that hexadecimal digits stand for; blanks are left out.
    static func bytes(_ digits: String) -> [UInt8] {
        let digits = Array(digits.filter { !$0.isWhitespace })
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }
}
