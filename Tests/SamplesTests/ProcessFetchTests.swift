import Configuration
import Glibc
import Testing

@testable import Samples

@Suite struct ProcessFetchTests {
    @Test func randomNumbersStayBelowTheirLimit() throws {
        let bench = ExpressionBench()
        let expression = try bench.compile("rand(3)")
        var seen: Set<Int64> = []
        for _ in 0..<200 {
            guard case .integer(let number) = expression.evaluate(bench.evaluation) else { continue }
            seen.insert(number)
        }
        #expect(seen == [0, 1, 2])
        #expect(try bench.text("rand(0)") == "0")
        #expect(try bench.text("rand(1)") == "0")
    }

    @Test(arguments: ["uuid", "uuid(4)", "uuid(7)"])
    func identifiersHaveTheirVersion(_ expression: String) throws {
        let bench = ExpressionBench()
        let first = Array(try bench.text(expression) ?? "")
        #expect(first.count == 36)
        #expect(first[14] == (expression == "uuid(7)" ? "7" : "4"))
        #expect("89ab".contains(first[19]))
        #expect(try bench.text(expression) != String(first))
    }

    @Test func identifiersAreOrderedByTime() throws {
        let bench = ExpressionBench()
        let text = try bench.text("uuid(7)") ?? ""
        let digits = text.filter { $0 != "-" }.prefix(12)
        let before = try bench.text("date(-1000,ms)").flatMap { Int64($0) } ?? .max
        #expect((Int64(digits, radix: 16) ?? 0) > before)
    }

    @Test func theEnvironmentIsThatOfTheConfiguration() throws {
        let bench = ExpressionBench()
        bench.scope.environment = Environment(["STAGE": "test", "EMPTY": ""])
        #expect(try bench.text("env(STAGE)") == "test")
        #expect(try bench.text("env(EMPTY)") == "")
        #expect(try bench.text("env(NONE)") == nil)
    }

    @Test func theProcessKnowsItself() throws {
        let bench = ExpressionBench()
        #expect(try bench.text("pid") == "\(getpid())")
        #expect(try bench.text("proc") == "1")
        #expect(try bench.text("hostname")?.isEmpty == false)
        #expect(try bench.text("quic_enabled") == "0")
    }
}
