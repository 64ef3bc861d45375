import Memory
import Testing

@testable import Samples

/// The results are HAProxy's.
@Suite struct ParameterFetchTests {
    private static let mixed = "/a/b?x=1&y=2;z=3&x=4&w&=5&empty=&last"
    private static let path = "/x;a=1;b=2?c=3&=4&d"
    private static let odd = "/x?=4&d=5&a==6&b=7=8&e=%41;f=9;;g=1"

    @Test(
        arguments: [
            (mixed, "urlp(x)", "1"), (mixed, "urlp(y)", "2"), (mixed, "urlp(z)", "3"), (mixed, "urlp(z,;)", "3"),
            (mixed, "urlp(w)", nil), (mixed, "urlp(empty)", ""), (mixed, "urlp(last)", nil), (mixed, "urlp", "1"),
            (mixed, "urlp()", "1"), (mixed, "urlp(,,)", "1"), (mixed, "urlp(X)", nil), (mixed, "urlp(X,,i)", "1"),
            (mixed, "urlp(X,?,i)", "1"), (mixed, "urlp(b,/)", nil), (mixed, "urlp_val(x)", "1"),
            (mixed, "urlp_val(empty)", "0"), (mixed, "url_param(x)", "1"), (mixed, "urlp(q)", nil),
            (path, "urlp(a,;)", "1"), (path, "urlp(b,;)", "2?c=3"), (path, "urlp(c,;)", nil), (path, "urlp(a)", nil),
            (path, "urlp(d)", nil), (path, "urlp", "3"), (path, "urlp(,;)", "1"), (path, "urlp(b,;&)", "2?c=3"),
            (path, "urlp(c,&)", nil), (path, "urlp(c,x)", nil), (odd, "urlp", "4"), (odd, "urlp(d)", "5"),
            (odd, "urlp(a)", "=6"), (odd, "urlp(b)", "7=8"), (odd, "urlp(e)", "%41"), (odd, "urlp(f)", "9"),
            (odd, "urlp(g)", "1"), ("/x?a=1?b=2;c=3", "urlp(b)", "2"), ("/x?a=1?b=2;c=3", "urlp(c)", "3"),
            ("/x?a=1?b=2;c=3", "urlp(b,;)", nil), ("/x?", "urlp", nil), ("/x", "urlp(a)", nil), ("/?&&&", "urlp", nil),
            ("/?=", "urlp", ""),
        ] as [(String, String, String?)])
    func ofTargets(_ target: String, _ expression: String, _ result: String?) throws {
        #expect(try ExpressionBench("GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n").text(expression) == result)
    }

    @Test func conditionsTryEveryValue() throws {
        let bench = ExpressionBench("GET \(Self.mixed) HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try bench.values("urlp(x)") == ["1", "4"])
        #expect(try bench.values("urlp") == ["1", "2", "3", "4", "5", ""])
        #expect(try bench.values("urlp_val(x),add(1)") == ["2", "5"])
        #expect(try bench.values("urlp(w)") == [])
    }

    @Test(
        arguments: [
            ("req.body_param(a)", "1"), ("req.body_param(A)", "4"), ("req.body_param(A,i)", "1"),
            ("req.body_param(A,x)", "4"), ("req.body_param(b)", "2"), ("req.body_param(c)", "3"),
            ("req.body_param(d)", nil), ("req.body_param(e)", ""), ("req.body_param", "1"), ("req.body_param()", "1"),
            ("req.body", "a=1&b=2;c=3&A=4&d&e=&=x&&f"), ("req.body_len", "26"), ("req.body_size", "30"),
            ("req.len", nil), ("req.payload(0,0)", nil),
        ] as [(String, String?)])
    func ofBodies(_ expression: String, _ result: String?) throws {
        let bench = ExpressionBench("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 30\r\n\r\n")
        bench.receive("a=1&b=2;c=3&A=4&d&e=&=x&&f")
        #expect(try bench.text(expression) == result)
        #expect(try bench.values("req.body_param(a,i)") == ["1", "4"])
    }

    @Test func noBodyIsAnEmptyOne() throws {
        let bench = ExpressionBench()
        bench.evaluation.isComplete = false
        #expect(try bench.text("req.body_len") == "0")
        #expect(try bench.text("req.body_size") == "0")
        #expect(try bench.text("req.body") == "")
        #expect(!bench.evaluation.needsMore)
    }

    @Test func aBodyMayGrow() throws {
        let bench = ExpressionBench("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        bench.receive("a=1")
        bench.evaluation.isComplete = false
        #expect(try bench.text("req.body_size") == "3")
        #expect(bench.evaluation.needsMore)
        #expect(try bench.text("req.body_param(b)") == nil)
        #expect(bench.evaluation.needsMore)
        #expect(try bench.text("path") == "/")
        #expect(!bench.evaluation.needsMore)
    }
}
