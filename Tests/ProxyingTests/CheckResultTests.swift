import Testing

@testable import Proxying

/// What servers say in their answers is neither trusted with memory nor with terminals.
struct CheckResultTests {
    @Test func logsPrintWhatCanBePrinted() {
        let result = CheckResult(
            .failed, .layer7Status, code: 500, duration: .never, text: "b\"ad\u{1b}[31m\u{7}\u{7f} caf\u{e9}")
        #expect(
            result.reason
                == "Layer7 wrong status, code: 500, info: \"b<22>ad<1B>[31m<07><7F> caf<C3><A9>\"")
    }

    @Test(arguments: [("short", "short"), ("", ""), ("up to here\0not", "up to here"), ("\0", "")])
    func keepsTextUpToItsEnd(_ text: String, _ kept: String) {
        #expect(CheckResult(.failed, .layer7Status, text: text).text == kept)
    }

    @Test func keepsNoMoreThanALine() {
        let long = String(repeating: "x", count: 5000)
        #expect(CheckResult(.failed, .layer7Status, text: long).text == String(repeating: "x", count: 127))
        let exact = String(repeating: "y", count: 127)
        #expect(CheckResult(.failed, .layer7Status, text: exact).text == exact)
    }
}
