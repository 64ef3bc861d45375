import Configuration
import Memory
import Testing

@testable import Samples

/// What neither HAProxy at hand knows, and what is done otherwise on purpose.
@Suite struct ConverterTests {
    @Test(arguments: [
        // Those of later versions
        ("str(example.com),reverse", "moc.elpmaxe"), ("str(),reverse", ""), ("str(ab cd),reverse", "dc ba"),
        ("str(mail.example.com),reverse_dom", "com.example.mail"), ("str(example.com.),reverse_dom", "com.example"),
        ("str(com),reverse_dom", "com"), ("bin(0af1),base2", "0000101011110001"),
        ("bin(01020304050607),le2dec(:,2)", "513:1027:1541:7"), ("bin(01020304050607),le2dec(-,2,1)", "513-1027-1541"),
        ("bin(01020304050607),le2dec(,2,1)", "51310271541"), ("bin(7f000001),le2dec(.,1)", "127.0.0.1"),
        ("str(a=1;b=2;c=4),param(b,0x3b)", "2"),
        ("str(hello),bytes(2,-1)", ""), ("str(hello),bytes(-1)", ""), ("str(hello world),bytes(txn.i)", "orld"),
        ("str(hello world),bytes(1,txn.i)", "ello wo"), ("str(hello),bytes(txn.i)", ""),
        // Control characters
        ("bin(6109),has_ctl", "0"), ("bin(6109),has_ctl(any)", "1"), ("bin(610a),has_ctl", "1"),
        ("bin(617f),has_ctl", "1"), ("bin(617f),has_ctl(http)", "0"), ("bin(6100),has_ctl(http)", "1"),
        ("bin(6107),has_ctl(0x80)", "1"), ("bin(6107),has_ctl(64)", "0"), ("str(abc\u{80}),has_ctl(any)", "0"),
        ("str(),has_ctl", "0"),
        // Nodes of Forwarded headers
        ("ipv6(ab:cd:ff:ff:ff:ff:ff:ff),rfc7239_nn", "[ab:cd:ff:ff:ff:ff:ff:ff]"), ("str(test),rfc7239_nn", "_test"),
        ("str(),rfc7239_nn", "unknown"), ("ipv4(1.2.3.4),rfc7239_nn", "1.2.3.4"), ("int(12),rfc7239_np", "12"),
        ("str(test),rfc7239_np", "_test"), ("ipv6(::1),rfc7239_nn,concat(:)", "[::1]:"),
        // Ports and codes that are what they should be, or nothing
        ("str(a:b),port_only", "0"), ("str(a:-5),port_only", "0"), ("str(a:80x),port_only", "0"),
        ("str(a:99999999999999999999),port_only", "0"), ("str(aGVsbG8=),ub64dec", "hello"),
        ("str(aGVsbA==),ub64dec", "hell"), ("int(999),x509_v_err_str", "999"),
        // JSON
        (#"str("{\"a\":[1 , {\"b\":[]} ]}"),json_query($.a)"#, #"[1 , {"b":[]} ]"#),
        (#"str("[\"x\"]"),json_query($)"#, #"["x"]"#),
        (#"str("{\"a\":\"\\u0041\\u00df\"}"),json_query($.a),hex"#, "41C39F"),
        (#"str("{\"a\":\"\\ud83d\\ude00\"}"),json_query($.a),hex"#, "F09F9880"),
        (#"str("{\"a\":\"\\n\\\"\\/\"}"),json_query($.a),hex"#, "0A222F"),
        (#"str("{\"x\":{\"a\":2},\"a\":3}"),json_query($.a)"#, "3"),
        (#"str("{\"a]}\":1,\"b\":2}"),json_query($.b)"#, "2"),
        (#"str("{\"a\":\"]}\\\"\",\"b\":2}"),json_query($.b)"#, "2"),
    ])
    func converts(_ expression: String, _ result: String) throws {
        let bench = ExpressionBench()
        bench.evaluation.setVariable(try VariableName("txn.i"), to: .integer(7))
        #expect(try bench.text(expression) == result)
    }

    @Test(arguments: [
        "str(),reverse_dom", "str(.),reverse_dom", "str(a..b),reverse_dom", "str(.a),reverse_dom",
        "str(a..),reverse_dom",
        "str(a b),rfc7239_nn", "str(a/b),rfc7239_np", "str(),rfc7239_np", "int(-1),rfc7239_np", "int(65536),rfc7239_np",
        "int(5),rfc7239_nn", "str(127.0.0.1:80x),rfc7239_n2np", "str([::1]80),rfc7239_n2nn",
        #"str("{\"a\":\"\\ud83d\"}"),json_query($.a)"#, #"str("{\"a\":\"\\ude00\"}"),json_query($.a)"#,
        #"str("{\"a\":\"\\x\"}"),json_query($.a)"#, #"str("{\"a\":nul}"),json_query($.a)"#,
        #"str("[[[[[["),json_query($)"#, #"str("{\"a\":\""),json_query($.a)"#, #"str("{\"a"),json_query($.a)"#,
        "bin(08),protobuf(1,int32)", "bin(0affffffffffffffffff01),protobuf(1)",
        "bin(09000000000000f07f),protobuf(1,double)",
        "bin(0d0000807f),protobuf(1,float)", "bin(09ffffffffffffef7f),protobuf(1,double)", "str(0x10),hex2i",
        "str(hello),bytes(txn.none)", "str(aGVsb),ub64dec", "str(===),ub64dec",
    ])
    func findsNothing(_ expression: String) throws { #expect(try ExpressionBench().text(expression) == nil) }

    @Test(arguments: [
        ("str(a),field(0,:)", "invalid args in converter 'field' : Unexpected value 0 for index."),
        (
            "str(a),json(foo)",
            "invalid args in converter 'json' : Unexpected input code type. Allowed value are 'ascii', 'utf8', 'utf8s', 'utf8p' and 'utf8ps'."
        ),
        (
            "str(a),json_query($.*)",
            "invalid args in converter 'json_query' : json_path supports names and numbers only, and not '.*'."
        ),
        (
            "str(a),rfc7239_field(x)",
            "invalid args in converter 'rfc7239_field' : expects 'proto', 'host', 'for' or 'by', got 'x'."
        ),
        (
            "str(a),has_ctl(0x200000000)",
            "invalid args in converter 'has_ctl' : expects a number of at most 33 bits, 'any' or 'http', got '0x200000000'."
        ),
        ("str(a),set-var(txn.a,ifnone)", #"invalid args in converter 'set-var' : unknown condition "ifnone""#),
        (
            "str(a),add_item(:,)",
            "invalid args in converter 'add_item' : one of the optional arguments has to be nonempty."
        ),
        ("str(a),param(b,;;)", "invalid args in converter 'param' : Delimiter must be exactly 1 character."),
        (
            "str(a),mqtt_field_value(1,38)",
            "invalid args in converter 'mqtt_field_value' : MQTT property 38, User Property, is not supported."
        ),
        (
            "str(a),when(errors)",
            "invalid args in converter 'when' : unknown condition 'errors', expects one of 'acl', 'error', 'forwarded', "
                + "'normal', 'processed', 'stopping', 'toapplet'."
        ),
        (
            "str(a),when(acl)", "invalid args in converter 'when' : condition 'acl' expects the name of an ACL."
        ),
        (
            "str(a),when(error,x)", "invalid args in converter 'when' : condition 'error' takes no argument."
        ),
        ("acl(!)", "invalid args in fetch method 'acl' : expects the names of ACLs."),
        (
            "dump_all_vars(check)",
            "invalid args in fetch method 'dump_all_vars' : unknown scope 'check', expects 'sess', 'txn', 'req', 'res', "
                + "'proc'."
        ),
        (
            "int(1),ms_utime(%10N)",
            "invalid args in converter 'ms_utime' : the width of %N must be between 1 and 9, got '10'."
        ),
        ("bin(6g)", "invalid args in fetch method 'bin' : an hex digit is expected (found 'g')."),
        ("bin(6)", "invalid args in fetch method 'bin' : an even number of hex digit is expected."),
        ("bool(yes)", "invalid args in fetch method 'bool' : Expects 'true', 'false', '0' or '1'."),
        ("uuid(1)", "invalid args in fetch method 'uuid' : Unsupported UUID version: '1'."),
        ("rand(-5)", "invalid args in fetch method 'rand' : expects a range between 0 and 4294967296, got '-5'."),
    ])
    func refuses(_ expression: String, _ message: String) { #expect(ExpressionBench().refusal(expression) == message) }

    @Test func aValueMayWaitForTheEndOfTheProcess() throws {
        final class Stopping: Evaluation {
            override var isStopping: Bool { true }
        }
        let bench = ExpressionBench()
        #expect(try bench.text("str(a),when(stopping)") == nil)
        #expect(try bench.text("str(a),when(!stopping)") == "a")
        let expression = try bench.compile("int(5),when(stopping)")
        guard case .integer(5) = expression.evaluate(Stopping(valueLimit: 1024)) else {
            Issue.record("the value does not pass")
            return
        }
    }

    @Test func aParameterMayEndWithAnyByte() throws {
        let bench = ExpressionBench()
        let body = ConstantBytes(Array("a=1\u{0}b=2".utf8))
        bench.evaluation.setVariable(try VariableName("txn.body"), to: .string(body.view))
        #expect(try bench.text("var(txn.body),param(b,0x00)") == "2")
    }

    /// The value that was found lies in memory that the variable gives back.
    @Test func aVariableMayBeForgottenWhileItsValueIsUsed() throws {
        let bench = ExpressionBench()
        let long = ConstantBytes(Array(repeating: 97, count: 4000))
        bench.evaluation.setVariable(try VariableName("txn.long"), to: .string(long.view))
        let text = try bench.text("var(txn.long),unset-var(txn.long),concat(b)")
        #expect(text == String(repeating: "a", count: 4000) + "b")
        #expect(try bench.text("var(txn.long)") == nil)
    }

    /// The value lies in the middle of what is replaced.
    @Test func aVariableMayBecomeAPartOfItself() throws {
        let bench = ExpressionBench()
        _ = try bench.text("str(abcdef),set-var(txn.part)")
        #expect(try bench.text("var(txn.part),bytes(2),set-var(txn.part),concat(x)") == "cdefx")
        #expect(try bench.text("var(txn.part)") == "cdef")
    }

    /// Whatever grows ends as no value, and the memory is as before.
    @Test(arguments: [
        "hex", "url_enc", "base2", "base64,base64,base64,base64", "json", "be2hex(::::::::,1)", "concat(,txn.v)",
    ])
    func nothingGrowsBeyondTheLimit(_ converters: String) throws {
        let bench = ExpressionBench()
        let value = ConstantBytes(Array(repeating: 1, count: 16_384))
        bench.evaluation.setVariable(try VariableName("txn.v"), to: .binary(value.view))
        #expect(try bench.text("var(txn.v),\(converters)") == nil)
    }

    /// No length and no nesting in a message may trap.
    @Test func endsWithAnyBytes() throws {
        let bench = ExpressionBench()
        let name = try VariableName("txn.bytes")
        let words = [
            "fix_is_valid", "fix_tag_value(35)", "mqtt_is_valid", "mqtt_field_value(1,username)",
            "mqtt_field_value(2,31)",
            "protobuf(1.2.3)", "protobuf(1,sint64)", "protobuf(1,float)", "ungrpc(1,double)", "rfc7239_is_valid",
            "rfc7239_n2nn", "json_query($.a[0])", "json(utf8ps)", "url_dec", "b64dec", "ub64dec", "language(en;fr)",
            "date",
            "param(a)", "host_only", "port_only", "reverse_dom", "word(-2,a)", "field(-2,a,0)",
        ]
        let compiled = try words.map { try bench.compile("var(txn.bytes),\($0)") }
        var random = SystemRandomNumberGenerator()
        let starts: [[UInt8]] = [
            [], [0x10], [0x20], Array("8=FIX.4.2\u{1}9=".utf8), [0, 0, 0, 0], Array("for=".utf8),
            Array(#"{"a":["#.utf8), [0x0a],
        ]
        for _ in 0..<400 {
            let tail = (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random)
            }
            let bytes = ConstantBytes((starts.randomElement(using: &random) ?? []) + tail)
            bench.evaluation.setVariable(name, to: .binary(bytes.view))
            for expression in compiled {
                bench.evaluation.begin()
                let value = expression.evaluate(bench.evaluation, as: .string)
                #expect((value?.view?.count ?? 0) <= bench.evaluation.valueLimit)
            }
        }
    }
}
