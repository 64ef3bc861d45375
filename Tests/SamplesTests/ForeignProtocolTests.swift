import Testing

@testable import Samples

/// Remote desktops and distributed compilers. The results are HAProxy's.
@Suite struct ForeignProtocolTests {
    private static func packet(_ text: String) -> [UInt8] {
        [3, 0, 0, 47, 42, 0xe0, 0, 0, 0, 0, 0] + Array(text.utf8)
    }

    @Test(
        arguments: [
            ("Cookie: msts=user\r\n", "user", "user", "1"), ("cookie: MSTS=user\r\n", "user", "user", "1"),
            ("Cookie:msts=user\r\n", "user", "user", "1"), ("Cookie:   msts=us er \r\n", "us er ", "us er ", "1"),
            ("Cookie: msts=a;b\r\n", "a;b", "a;b", "1"), ("Cookie: msts=user\n", nil, nil, nil),
            ("Cookie: msts=user\r", nil, nil, nil), ("Cookie: msts=user", nil, nil, nil),
            ("Cookie: msts=\r\n", "", "", "1"),
            ("Cookie: =u\r\n", "u", nil, "1"), ("Cookie: msts\r\n", nil, nil, "0"),
            ("Cookie: msts =u\r\n", "u", nil, "1"),
            ("Cookie: msts= u\r\n", " u", " u", "1"), ("Cookie: other=1\r\nCookie: msts=user\r\n", "1", nil, "1"),
            ("mstshash=x\r\n", nil, nil, "0"), ("Cookie: msts=a=b\r\n", "a=b", "a=b", "1"), ("Cookie", nil, nil, nil),
            ("", nil, nil, nil), ("Cookie: msts=u\r\n\u{1}\u{0}\u{8}", "u", "u", "1"),
        ] as [(String, String?, String?, String?)])
    func readsRemoteDesktopCookies(_ text: String, _ any: String?, _ named: String?, _ count: String?) throws {
        let bench = ExpressionBench(raw: Self.packet(text))
        #expect(try bench.text("req.rdp_cookie") == any)
        #expect(try bench.text("rdp_cookie(msts)") == named)
        #expect(try bench.text("req.rdp_cookie_cnt") == count)
        #expect(try bench.text("rdp_cookie_cnt(nobody)") == (count == nil ? nil : "0"))
    }

    private static let compilation = "DIST00000001ARGC00000002ARGV00000002ccARGV00000003a.cDOTI00000005helloXXXX"
    private static let answer =
        "DIST0000ffFFARGC0000000aNFIL00000001NAME00000003abcLINK00000002deFILE00000001xCDIR00000001/SERR00000002ab"

    @Test(
        arguments: [
            (compilation, "distcc_param(DIST)", "1"), (compilation, "distcc_param(ARGC)", "2"),
            (compilation, "distcc_param(ARGV)", "2"), (compilation, "distcc_param(ARGV,1)", "2"),
            (compilation, "distcc_param(ARGV,2)", "3"), (compilation, "distcc_param(ARGV,3)", nil),
            (compilation, "distcc_param(ARGV,0)", "2"), (compilation, "distcc_param(DOTI)", "5"),
            (compilation, "distcc_body(ARGV)", "cc"), (compilation, "distcc_body(ARGV,2)", "a.c"),
            (compilation, "distcc_body(ARGV,3)", nil), (compilation, "distcc_body(DOTI)", "hello"),
            (compilation, "distcc_body(DIST)", ""), (compilation, "distcc_body(dist)", nil),
            (answer, "distcc_param(DIST)", "65535"), (answer, "distcc_param(ARGC)", "10"),
            (answer, "distcc_param(NFIL)", "1"),
            (answer, "distcc_body(NAME)", "abc"), (answer, "distcc_body(LINK)", "de"),
            (answer, "distcc_body(FILE)", "x"),
            (answer, "distcc_body(CDIR)", "/"), (answer, "distcc_body(SERR)", "ab"), (answer, "distcc_body(NFIL)", ""),
            ("DOTI00000010hello", "distcc_body(DOTI)", "hello"), ("DOTI00000010hello", "distcc_param(DOTI)", "16"),
            ("DOTIffffffffhello", "distcc_param(DOTI)", "4294967295"), ("DISTxx000001", "distcc_param(DIST)", nil),
            ("DIST0000001", "distcc_param(DIST)", nil), ("", "distcc_param(DIST)", nil),
        ] as [(String, String, String?)])
    func readsDistributedCompilation(_ text: String, _ expression: String, _ result: String?) throws {
        #expect(try ExpressionBench(raw: Array(text.utf8)).text(expression) == result)
    }

    @Test func waitsForTokens() throws {
        let bench = ExpressionBench(raw: Array("DOTI00000010hello".utf8), isComplete: false)
        #expect(try bench.text("distcc_param(ARGC)") == nil)
        #expect(bench.evaluation.needsMore)
        #expect(try bench.text("distcc_body(DOTI)") == "hello")
        #expect(bench.evaluation.needsMore)
    }
}
