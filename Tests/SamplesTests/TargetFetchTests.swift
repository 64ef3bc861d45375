import Testing

@testable import Samples

/// The results are HAProxy's, but where a comment says what the manual wants instead.
@Suite struct TargetFetchTests {
    private static func head(_ line: String, _ host: String?) -> String {
        "\(line) HTTP/1.1\r\n" + (host.map { "Host: \($0)\r\n" } ?? "") + "\r\n"
    }

    @Test(arguments: [
        ("path", "/a/b"), ("pathq", "/a/b?x=1&y=2"), ("url", "/a/b?x=1&y=2"), ("query", "x=1&y=2"),
        ("query(with_qm)", "?x=1&y=2"), ("query()", "x=1&y=2"), ("base", "h.example:80/a/b"),
        ("baseq", "h.example:80/a/b?x=1&y=2"), ("base32", "4016311560"), ("url_ip", nil), ("url_port", nil),
        ("method", "GET"), ("meth(POST)", "POST"), ("meth(foo)", "foo"), ("req.ver", "1.1"), ("req_ver", "1.1"),
        ("req.proto_http", "1"), ("req_proto_http", "1"),
    ])
    func ofAnOriginForm(_ expression: String, _ result: String?) throws {
        let bench = ExpressionBench(Self.head("GET /a/b?x=1&y=2", "h.example:80"))
        #expect(try bench.text(expression) == result)
    }

    @Test(
        arguments: [
            ("GET http://1.2.3.4:8080/a", "1.2.3.4:8080", "1.2.3.4", "8080", "/a"),
            ("GET http://1.2.3.4/a?b", "1.2.3.4", "1.2.3.4", "80", "/a"),
            ("GET https://1.2.3.4/a", "1.2.3.4", "1.2.3.4", "443", "/a"),
            ("GET http://1.2.3.4", "1.2.3.4", "1.2.3.4", "80", "/"),
            ("GET http://1.2.3.4?x=/y", "1.2.3.4", "1.2.3.4", "80", "/"),
            // The manual wants the port of any host.
            ("GET http://localhost:81/", "localhost:81", nil, "81", "/"),
            ("GET http://[::1]:81/", "[::1]:81", nil, "81", "/"),
            ("GET http://[::1]/", "[::1]", nil, "80", "/"),
            ("GET /1.2.3.4:81/", "a", nil, nil, "/1.2.3.4:81/"),
            ("GET /a://b/c", "a", nil, nil, "/a://b/c"),
            ("OPTIONS *", "a", nil, nil, nil),
            ("CONNECT 1.2.3.4:81", "1.2.3.4:81", nil, nil, nil),
        ] as [(String, String, String?, String?, String?)])
    func ofOtherForms(_ line: String, _ host: String, _ address: String?, _ port: String?, _ path: String?) throws {
        let bench = ExpressionBench(Self.head(line, host))
        #expect(try bench.text("url_ip") == address)
        #expect(try bench.text("url_port") == port)
        #expect(try bench.text("path") == path)
        #expect(try bench.text("base") == host + (path ?? ""))
    }

    @Test(
        arguments: [
            ("GET /?a", nil, "base", "/"), ("GET /?a", nil, "baseq", "/?a"), ("GET /?a", nil, "base32", "2118074832"),
            ("GET /?a", nil, "url32", "4270596250"), ("OPTIONS *", "1.2.3.4:81", "base32", "2019188329"),
            ("OPTIONS *", "1.2.3.4:81", "url32", "2019188329"), ("GET /x?", nil, "query", ""),
            ("GET /x?", nil, "query(with_qm)", ""), ("GET /x", nil, "query", nil),
            ("GET /x", nil, "query(with_qm)", nil),
            ("GET /x??", nil, "query(with_qm)", "??"),
            ("GET /a/b?x=1&y=2;z=3&x=4&w&=5&empty=&last", "h.example:80", "url32", "1226554069"),
        ] as [(String, String?, String, String?)])
    func ofHostAndPath(_ line: String, _ host: String?, _ expression: String, _ result: String?) throws {
        #expect(try ExpressionBench(Self.head(line, host)).text(expression) == result)
    }

    @Test func refusesUnknownOptions() {
        #expect(
            ExpressionBench().refusal("query(foo)")
                == "invalid args in fetch method 'query' : unknown option 'foo', expects 'with_qm'.")
        #expect(ExpressionBench().refusal("path(1)") == "fetch method 'path' : expected ')' before '1)'.")
    }

    @Test func withoutARequestNothingIsFound() throws {
        let bench = ExpressionBench(raw: [], isComplete: false)
        for expression in ["path", "req.hdr(a)", "req.cook", "base", "method", "req.proto_http", "urlp(a)"] {
            #expect(try bench.text(expression) == nil)
            #expect(bench.evaluation.needsMore)
        }
        bench.evaluation.isComplete = true
        #expect(try bench.text("path") == nil)
        #expect(!bench.evaluation.needsMore)
    }

    @Test func readsTheStatus() throws {
        let bench = ExpressionBench()
        bench.respond("HTTP/1.0 404 Not Found\r\nContent-Length: 7\r\n\r\n")
        #expect(try bench.responseText("status") == "404")
        #expect(try bench.responseText("res.ver") == "1.0")
        #expect(try bench.responseText("resp_ver") == "1.0")
        #expect(try bench.responseText("res.body_size") == "7")
    }
}
