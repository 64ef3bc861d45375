import Testing

@testable import HTTP

struct H1HeadParserTests {
    @Test func parsesAWholeRequest() {
        let head = Head(request: "GET /close HTTP/1.1\r\nHost: a\r\nX-Y:  b c \r\n\r\nrest")
        #expect(head.progress == .complete(body: 44))
        #expect(head.message.method == .get)
        #expect(head.target == "/close")
        #expect(head.fields == ["host: a", "x-y: b c"])
        #expect(head.message.minorVersion == 1 && head.message.framing == .none)
    }

    @Test func parsesAWholeResponse() {
        let head = Head(response: "HTTP/1.0 204 Not  here\r\nDate: today\r\n\r\n")
        #expect(head.progress == .complete(body: 39))
        #expect(head.message.status == 204 && head.message.minorVersion == 0)
        #expect(head.text(head.message.reason) == "Not  here")
        #expect(head.fields == ["date: today"])
    }

    @Test func everySplitGivesTheSame() {
        let text =
            "POST /x?y=1 HTTP/1.1\r\nHost: example.org\r\nContent-Length: 5\r\nX-Long: 012345678901234567890\r\n a\r\n\r\n"
        for split in 1..<text.utf8.count {
            let head = Head(request: [String(text.prefix(split)), String(text.dropFirst(split))])
            #expect(head.progress == .complete(body: text.utf8.count), "split at \(split)")
            #expect(head.message.framing == .length(5))
            #expect(head.fields.last == "x-long: 012345678901234567890   a")
        }
    }

    @Test(arguments: [
        ("\r\nGET / HTTP/1.1\r\n\r\n", "/"), ("\r\n\n\r\nGET /a HTTP/1.1\r\n\r\n", "/a"),
        ("GET  /b \t HTTP/1.1\r\n\r\n", "/b"), ("GET\t/c\tHTTP/1.1\n\n", "/c"),
        ("FROB /d HTTP/3.0\r\n\r\n", "/d"), ("OPTIONS * HTTP/1.1\r\n\r\n", "*"),
        ("CONNECT a:443 HTTP/1.1\r\n\r\n", "a:443"), ("GET http://a/e HTTP/1.1\r\nHost: a\r\n\r\n", "http://a/e"),
    ])
    func acceptsRequestLines(_ text: String, _ target: String) {
        let head = Head(request: text)
        #expect(head.isComplete, "\(head.progress)")
        #expect(head.target == target)
    }

    @Test(arguments: [
        " GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1 \r\n\r\n", "GET /#a HTTP/1.1\r\n\r\n",
        "GET /\u{e9} HTTP/1.1\r\n\r\n",
        "GET /\0 HTTP/1.1\r\n\r\n", "GET /\r HTTP/1.1\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/0.9\r\n\r\n",
        "GET / HTTP/1.10\r\n\r\n", "GET / http/1.1\r\n\r\n", "GET / RTSP/1.0\r\n\r\n", "GET / HTTP/11\r\n\r\n",
        "G@T / HTTP/1.1\r\n\r\n", "nonsense\r\n\r\n", "\u{16}\u{3}\u{1}", "GET HTTP/1.1\r\n\r\n", "\0",
        "GET  HTTP/1.1\r\n\r\n",
    ])
    func refusesRequestLines(_ text: String) {
        let error = Head(request: text).error
        #expect(error != nil && error?.status == 400 && error != .http2Preface, "\(text.debugDescription)")
    }

    @Test func knowsThePrefaceOfHTTP2() {
        #expect(Head(request: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").error == .http2Preface)
        #expect(Head(request: "PRI * HTTP/1.1\r\n\r\n").error == .invalidTarget)
    }

    @Test(arguments: [
        ": a", "nonsense", "X : a", "X\0: a", "X\u{80}: a", "X(: a", " X: a", "X: a\0b", "X: a\rb", "X: a\r",
    ])
    func refusesHeaderLines(_ line: String) {
        #expect(Head(request: "GET / HTTP/1.1\r\n\(line)\r\n\r\n").error?.status == 400)
        #expect(Head(response: "HTTP/1.1 200 OK\r\n\(line)\r\n\r\n").error != nil)
    }

    @Test(arguments: [
        ("X: a\r\n b", "x: a   b"), ("X: a\r\n\tb\r\n  c", "x: a   b    c"), ("X:\r\n a", "x: a"),
        ("X: a\n b", "x: a  b"),
        ("X: a\r\n \r\n b", "x: a      b"), ("X: a\r\n ", "x: a"), ("X:\r\n \r\n\ta", "x: a"),
        ("X: a \r\n b", "x: a    b"),
    ])
    func foldsBecomeSpaces(_ lines: String, _ field: String) {
        let head = Head(request: "GET / HTTP/1.1\r\n\(lines)\r\nY: z\r\n\r\n")
        #expect(head.fields == [field, "y: z"])
    }

    @Test func valuesMayHoldControlAndHighBytes() {
        let head = Head(request: "GET / HTTP/1.1\r\nX: a\u{1}\u{80}\t\"b\r\n\r\n")
        #expect(head.isComplete)
        #expect(head.buffer.bytes(in: head.message.headers.fields[0].valueSlice) == [97, 1, 128, 9, 34, 98])
    }

    @Test func countsHeadersAndTheirNames() {
        func request(_ count: Int) -> String {
            "GET / HTTP/1.1\r\n" + (0..<count).map { "X-\($0): y\r\n" }.joined() + "\r\n"
        }
        var limits = H1Limits()
        limits.maximumHeaders = 11
        #expect(Head(request: request(10), limits: limits).isComplete)
        #expect(Head(request: request(11), limits: limits).error == .tooManyHeaders)
        #expect(
            Head(response: "HTTP/1.1 200 OK\r\n" + request(11).dropFirst(16), limits: limits).error == .tooManyHeaders)
        let name = String(repeating: "n", count: 255)
        #expect(Head(request: "GET / HTTP/1.1\r\n\(name): a\r\n\r\n").fields == ["\(name): a"])
        #expect(Head(request: "GET / HTTP/1.1\r\n\(name)n: a\r\n\r\n").error == .malformedName)
    }

    @Test(arguments: [
        "", "G", "GET / HTTP/1.1\r\nX", "GET / HTTP/1.1\r\nX: a\r\n", "GET / HTTP/1.1\r\n\r", "\r", "\r\n",
    ])
    func waitsForTheRest(_ text: String) {
        #expect(Head(request: text).progress == .incomplete)
    }

    @Test(arguments: [
        "200 OK", "HTTP/1.1 OK", "HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 2000 OK", "HTTP/2.0 200 OK", "ICY 200 OK",
        "HTTP/1.1  ", "HTTP/1.1200 OK", "HTTP/1.1 2x0 OK", "http/1.1 200 OK", "HTTP/1.1 -20 OK",
    ])
    func refusesStatusLines(_ line: String) {
        #expect(Head(response: line + "\r\n\r\n").error == .malformedStartLine)
    }

    @Test(
        arguments: [
            ("HTTP/1.1 200", 200), ("HTTP/1.1 200 ", 200), ("HTTP/1.1\t999\todd", 999), ("HTTP/1.0  099 a b", 99),
            ("HTTP/1.9 304 x", 304),
        ] as [(String, UInt16)])
    func acceptsStatusLines(_ line: String, _ status: UInt16) {
        let head = Head(response: line + "\r\n\r\n")
        #expect(head.isComplete && head.message.status == status)
    }

    @Test func trailersAreHeaderFieldsWithoutALine() {
        let head = Head(trailers: "X-Sum: 1\r\nY: a\r\n b\r\n\r\n")
        #expect(head.progress == .complete(body: 22))
        #expect(head.fields == ["x-sum: 1", "y: a   b"])
        #expect(Head(trailers: "Transfer-Encoding: chunked\r\n\r\n").error == .invalidTransferEncoding)
        #expect(Head(trailers: ": a\r\n\r\n").error == .malformedName)
        #expect(Head(trailers: " a\r\n\r\n").error == .malformedName)
    }
}
