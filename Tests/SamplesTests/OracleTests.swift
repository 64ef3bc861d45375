import Testing

@testable import Samples

@Suite struct OracleTests {
    @Test(arguments: OracleCases.all)
    func givesWhatHAProxyGives(_ expression: String, _ result: String) throws {
        let bench = ExpressionBench()
        bench.evaluation.setVariable(try VariableName("txn.i"), to: .integer(7))
        _ = try bench.text("str(hello),set-var(txn.s)")
        #expect(try bench.shown(expression) == result)
    }
}

extension ExpressionBench {
    /// As a log shows it: control characters in hexadecimal, nothing for no value.
    func shown(_ expression: String) throws -> String {
        let compiled = try compile(expression)
        evaluation.begin()
        guard let view = compiled.evaluate(evaluation, as: .string)?.view else { return "" }
        var text = ""
        for byte in view.bytes {
            if byte < 32 || byte == 127 {
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            } else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return text
    }
}
