import Configuration
import HTTP
import Memory
import Testing

@testable import Samples

@Suite struct ExpressionTests {
    @Test(arguments: [
        ("path", "/a/b.html"), ("url", "/a/b.html?x=1"), ("path,upper", "/A/B.HTML"),
        ("path,upper,,lower", "/a/b.html"),
        ("str(12abc),add(1)", "13"), ("str(abc),add(1)", "1"),
        ("int(9223372036854775807),add(1)", "9223372036854775807"),
        ("int(-5)", "-5"), ("always_true", "1"), (#"str("a,b)")"#, "a,b)"), ("str('a b')", "a b"),
        (#"str("a\"b")"#, "a\"b"),
        ("var(txn.none,x)", "x"),
    ])
    func evaluates(_ expression: String, _ result: String) throws {
        #expect(try ExpressionBench().text(expression) == result)
    }

    @Test func findsNothing() throws {
        #expect(try ExpressionBench().text("var(txn.none)") == nil)
        #expect(try ExpressionBench().text("str(),add(1)") == nil)
        #expect(try ExpressionBench().text("str(1),add(txn.none)") == nil)
    }

    @Test func readsVariables() throws {
        let bench = ExpressionBench()
        let name = try VariableName("txn.seven")
        bench.evaluation.setVariable(name, to: .integer(7))
        #expect(try bench.text("int(1),add(txn.seven)") == "8")
    }

    @Test(arguments: [
        ("pth", "unknown fetch method 'pth'"), ("path,lowr", "unknown converter 'lowr'"),
        ("int(x)", "fetch method 'int' : failed to parse 'x' as type 'integer' at position 1."),
        ("path,lower(3)", "invalid arg 1 in converter 'lower' : expected ')' before '3)'."),
        ("int", "fetch method 'int' : missing arguments (got 0/1), type 'integer' expected."),
        ("str(a", "fetch method 'str' : expected ')'."),
        (
            "path,add(foo)",
            "invalid arg 1 in converter 'add' : invalid variable name 'foo'. A variable name must be start by its scope. The scope can be 'proc', 'sess', 'txn', 'req', 'res' or 'check'."
        ),
    ])
    func refuses(_ expression: String, _ message: String) { #expect(ExpressionBench().refusal(expression) == message) }

    @Test func refusesWhatIsNotThere() throws {
        let bench = ExpressionBench()
        #expect(throws: ConfigurationError.self) { try bench.compile("path", in: .backendResponse) }
    }
}
