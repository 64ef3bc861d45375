import Memory
import Testing

@testable import Samples

@Suite struct VariableListTests {
    private func bench() throws -> ExpressionBench {
        let bench = ExpressionBench()
        let text = Array("a\"b\\c\r\n\u{8}\0d".utf8)
        text.withView { _ = bench.variables.set(name("txn.text"), .string($0)) }
        bench.variables.set(name("txn.user"), .integer(-42))
        bench.variables.set(name("req.isBig"), .boolean(true))
        bench.variables.set(name("txn.user_at"), .ipv4(0x0102_0304))
        [UInt8]([0x48, 0x0f, 0xff]).withView { _ = bench.variables.set(name("res.raw"), .binary($0)) }
        return bench
    }

    private func name(_ text: String) -> VariableName {
        do { return try VariableName(text) } catch { fatalError("\(error)") }
    }

    @Test(arguments: [
        (
            "dump_all_vars",
            #"txn.text="a\"b\\c\r\n\b\0d", txn.user=-42, txn.user_at=1.2.3.4, req.isBig=true, res.raw=x480fff"#
        ),
        ("dump_all_vars(txn)", #"txn.user_at=1.2.3.4"#),
        ("dump_all_vars(txn,user)", "txn.user=-42, txn.user_at=1.2.3.4"),
        ("dump_all_vars(txn,user,;)", "txn.user=-42;txn.user_at=1.2.3.4"),
        ("dump_all_vars(,user,' | ')", "txn.user=-42 | txn.user_at=1.2.3.4"),
        ("dump_all_vars(res)", "res.raw=x480fff"),
    ])
    func lists(_ expression: String, _ end: String) throws {
        let text = try bench().text(expression)
        #expect(text?.hasSuffix(end) == true, "\(text ?? "nothing")")
    }

    @Test func nothingIsAnEmptyText() throws {
        #expect(try bench().text("dump_all_vars(sess),length") == "0")
        #expect(try bench().text("dump_all_vars(txn,nobody),length") == "0")
    }

    @Test func whatHasNoRoomIsNoValue() throws {
        let bench = ExpressionBench()
        let long = [UInt8](repeating: 0, count: 10_000)
        long.withView { _ = bench.variables.set(name("txn.long"), .string($0)) }
        #expect(try bench.text("dump_all_vars(txn)") == nil)
    }
}
