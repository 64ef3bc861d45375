import Testing

@testable import Samples

/// The results are HAProxy's, but where a comment says what the manual wants instead.
@Suite struct CookieFetchTests {
    private static func head(_ cookies: [String]) -> String {
        "GET / HTTP/1.1\r\nHost: a\r\n" + cookies.map { "Cookie: \($0)\r\n" }.joined() + "\r\n"
    }

    private static let mixed = ["a=1; b = two ;c=;a=3;d; e=\"q;v\"; =x;  f=g=h, a=5", "a=4;A=9;$Path=/;z"]
    private static let quoted = ["", "a=\\\"x y\\\"; b=x y ; c=\"a\"b; d=a\"b;c\"; e="]
    private static let blanks = ["a=1;  b=\"x\" ; c= \"y\" z ;c d=4; e\t=\t5\t;f=1 2"]

    @Test(
        arguments: [
            (mixed, "req.cook(a)", "4"), (mixed, "req.cook(b)", "two"), (mixed, "req.cook(c)", ""),
            (mixed, "req.cook(d)", nil), (mixed, "req.cook(e)", "\"q;v\""), (mixed, "req.cook(f)", "g=h"),
            (mixed, "req.cook(A)", "9"), (mixed, "req.cook(z)", nil), (mixed, "req.cook", "1"),
            (mixed, "req.cook()", "1"), (mixed, "req.cook_cnt(a)", "4"), (mixed, "req.cook_cnt", "10"),
            (mixed, "req.cook_cnt()", "10"), (mixed, "req.cook_val(a)", "4"), (mixed, "req.cook_val(b)", "0"),
            (mixed, "req.cook_val(c)", "0"), (mixed, "cook(a)", "4"), (mixed, "cook_cnt(a)", "4"),
            (mixed, "cook_val(a)", "4"), (mixed, "cookie(a)", "4"), (mixed, "cookie", "1"),
            (mixed, "req.cook($Path)", nil), (mixed, "req.cook(v)", nil),
            (mixed, "req.cook_names", "a,b,c,a,e,,f,a,a,A"),
            (mixed, "req.cook_names(;)", "a;b;c;a;e;;f;a;a;A"), (["d"], "req.cook", nil), (["d"], "req.cook(d)", nil),
            (["d"], "req.cook_cnt", "0"), (["d"], "req.cook_names", ""), ([], "req.cook", nil),
            ([], "req.cook_cnt", "0"),
            (quoted, "req.cook(a)", "\\\"x y\\\"; b=x y ; c=\"a\"b; d=a\"b"), (quoted, "req.cook(b)", nil),
            (quoted, "req.cook(e)", ""), (quoted, "req.cook_cnt", "2"), (["a=1,b=2,c;d=3"], "req.cook(b)", "2"),
            (["a=1,b=2,c;d=3"], "req.cook_cnt", "3"), ([" ;;=;a;b=1"], "req.cook_cnt", "2"),
            ([" ;;=;a;b=1"], "req.cook", ""), (["$v=1;b=\"x"], "req.cook_cnt", "1"),
            (["$v=1;b=\"x"], "req.cook", "\"x"),
            (blanks, "req.cook(b)", "\"x\""), (blanks, "req.cook(c)", "\"y\" z"), (blanks, "req.cook(c d)", "4"),
            (blanks, "req.cook(d)", nil), (blanks, "req.cook(e)", "5"), (blanks, "req.cook(f)", "1 2"),
        ] as [([String], String, String?)])
    func ofRequests(_ cookies: [String], _ expression: String, _ result: String?) throws {
        #expect(try ExpressionBench(Self.head(cookies)).text(expression) == result)
    }

    @Test func conditionsTryEveryValue() throws {
        let bench = ExpressionBench(Self.head(Self.mixed))
        #expect(try bench.values("req.cook(a)") == ["1", "3", "5", "4"])
        #expect(try bench.values("req.cook") == ["1", "two", "", "3", "\"q;v\"", "x", "g=h", "5", "4", "9"])
        #expect(try bench.values("req.cook_val(a)") == ["1", "3", "5", "4"])
        #expect(try bench.values("req.cook(none)") == [])
    }

    @Test(
        arguments: [
            ("res.cook(a)", "7"), ("res.cook(b)", "x"), ("res.cook(c)", "3"), ("res.cook(e)", nil),
            ("res.cook(f)", "g"),
            ("res.cook(path)", nil), ("res.cook", "1"), ("res.cook_cnt(a)", "2"), ("res.cook_val(a)", "7"),
            ("scook(a)", "7"), ("scook_cnt(a)", "2"), ("scook_val(a)", "7"), ("cookie(a)", "7"),
            ("res.cook_names", "a,b,c,a,\"q\",f"), ("hdr(set-cookie,1)", "a=1; path=/; b=2"),
            // Attributes are no cookies.
            ("res.cook_cnt", "6"),
        ] as [(String, String?)])
    func ofResponses(_ expression: String, _ result: String?) throws {
        let bench = ExpressionBench(Self.head(Self.mixed))
        bench.respond(
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; path=/; b=2\r\nset-cookie: b=x,c=3\r\nSet-Cookie: a=7\r\nSet-Cookie: e\r\n"
                + "Set-Cookie: \"q\"=1\r\nSet-Cookie:  f = g ; secure\r\n\r\n")
        #expect(try bench.responseText(expression) == result)
        #expect(try bench.values("res.cook", in: .responseContent) == ["1", "x", "3", "7", "1", "g"])
    }

    /// A date has a comma; what follows it is no cookie.
    @Test func datesAreNoCookies() throws {
        let bench = ExpressionBench()
        bench.respond(
            "HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Expires=Wed, 21 Oct 2015 07:28:00 GMT; path=/; x=y, z=1\r\n\r\n")
        #expect(try bench.responseText("res.cook(path)") == nil)
        #expect(try bench.responseText("res.cook(z)") == "1")
        #expect(try bench.responseText("res.cook_names") == "a,z")
    }
}
