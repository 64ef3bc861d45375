import Testing

@testable import Samples

/// The results are HAProxy's.
@Suite struct PayloadFetchTests {
    @Test(
        arguments: [
            ("0123456789", "req.len", "10"), ("0123456789", "req_len", "10"), ("", "req.len", "0"),
            ("0123456789", "req.payload(0,0)", "0123456789"), ("0123456789", "req.payload(0,3)", "012"),
            ("0123456789", "req.payload(3,0)", "3456789"), ("0123456789", "req.payload(3,4)", "3456"),
            ("0123456789", "req.payload(3,7)", "3456789"), ("0123456789", "req.payload(3,8)", nil),
            ("0123456789", "req.payload(10,0)", ""), ("0123456789", "req.payload(10,1)", nil),
            ("0123456789", "req.payload(11,0)", nil), ("0123456789", "payload(0,4)", "0123"),
            ("", "req.payload(0,0)", nil),
            ("", "req.payload(0,1)", nil), ("abc", "req.payload(9223372036854775807,9223372036854775807)", nil),
            ("abc", "req.payload(1,9223372036854775807)", nil), ("0123456789", "req.payload_lv(0,9)", nil),
            ("0123456789", "req.body", nil), ("0123456789", "req.body_len", nil), ("0123456789", "req.proto_http", nil),
        ] as [(String, String, String?)])
    func ofText(_ text: String, _ expression: String, _ result: String?) throws {
        #expect(try ExpressionBench(raw: Array(text.utf8)).text(expression) == result)
    }

    @Test(
        arguments: [
            ("req.payload_lv(0,2)", "61626364"), ("req.payload_lv(1,1)", "61626364"),
            ("req.payload_lv(0,2,3)", "62636465"),
            ("req.payload_lv(0,2,+1)", "62636465"), ("req.payload_lv(0,2,-2)", "00046162"),
            ("req.payload_lv(0,2,0)", "00046162"), ("req.payload_lv(0,2,6)", "65660003"),
            ("req.payload_lv(0,2,7)", nil), ("req.payload_lv(8,2)", nil), ("req.payload_lv(9,1)", nil),
            ("req.payload_lv(0,4)", nil), ("req.payload_lv(0,8)", nil), ("req.payload_lv(0,2,)", "61626364"),
            ("req.payload_lv(0,2,+)", "61626364"), ("payload_lv(0,2)", "61626364"), ("req.payload_lv(0,1)", nil),
            ("req.payload_lv(9223372036854775806,1)", nil), ("req.payload_lv(0,9223372036854775807)", nil),
        ] as [(String, String?)])
    func ofLengths(_ expression: String, _ result: String?) throws {
        let bench = ExpressionBench(raw: [0, 4, 97, 98, 99, 100, 101, 102, 0, 3])
        #expect(try bench.hexadecimal(expression) == result)
    }

    @Test(arguments: [
        ("req.len", true), ("req.payload(0,0)", true), ("req.payload(0,3)", false), ("req.payload(0,4)", true),
        ("req.payload(0,16385)", false), ("req.payload_lv(0,1)", false), ("req.payload_lv(0,1,+1)", true),
        ("req.payload_lv(2,2)", true), ("req.ssl_sni", false), ("req.rdp_cookie", true),
    ])
    func moreMayBeNeeded(_ expression: String, _ needsMore: Bool) throws {
        let bench = ExpressionBench(raw: [2, 1, 2], isComplete: false)
        _ = try bench.text(expression)
        #expect(bench.evaluation.needsMore == needsMore)
    }

    @Test func ofResponses() throws {
        let bench = ExpressionBench(raw: Array("hello".utf8))
        #expect(try bench.responseText("res.payload(1,3)") == "ell")
        #expect(try bench.responseText("res.len") == "5")
    }

    @Test(arguments: [
        ("req.payload_lv(0,0)", "req.payload_lv' : payload length must be > 0"),
        ("req.payload_lv(0,2,-3)", "req.payload_lv' : payload offset2 too negative"),
        ("req.payload_lv(0,2,x)", "req.payload_lv' : payload offset2 is not a number"),
        ("req.payload_lv(-1,2)", "req.payload_lv' : payload offset1 must be positive"),
        ("req.payload_lv(9223372036854775807,2)", "req.payload_lv' : payload offset is too large"),
        // HAProxy accepts these and crashes.
        ("req.payload(0,-1)", "req.payload' : payload length must be positive"),
        ("req.payload(-1,2)", "req.payload' : payload offset must be positive"),
        ("distcc_body(ARGVX)", "distcc_body' : token name must be exactly 4 characters"),
        ("distcc_param(ARG)", "distcc_param' : token name must be exactly 4 characters"),
    ])
    func refuses(_ expression: String, _ message: String) {
        #expect(ExpressionBench().refusal(expression) == "invalid args in fetch method '" + message)
    }
}
