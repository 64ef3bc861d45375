import Testing

@testable import Samples

/// The results are HAProxy's, but where a comment says what the manual wants instead.
@Suite struct HeaderFetchTests {
    private static let lists =
        "GET / HTTP/1.1\r\nHost: h.example:80\r\nX-A: 1, two,  \"th,ree\" , \r\nX-A: four,,five,\r\nX-E:\r\n"
        + "X-Q: \"a\\\",b\",c\r\n\r\n"

    @Test(
        arguments: [
            ("req.hdr(x-a)", ""), ("req.hdr(x-a,1)", "1"), ("req.hdr(x-a,2)", "two"), ("req.hdr(x-a,3)", "\"th,ree\""),
            ("req.hdr(x-a,4)", ""), ("req.hdr(x-a,5)", "four"), ("req.hdr(x-a,6)", ""), ("req.hdr(x-a,7)", "five"),
            ("req.hdr(x-a,8)", ""), ("req.hdr(x-a,9)", nil), ("req.hdr(x-a,-1)", ""), ("req.hdr(x-a,-2)", "five"),
            ("req.hdr(x-a,-3)", ""), ("req.hdr(x-a,-4)", "four"), ("req.hdr(x-a,-5)", ""),
            ("req.hdr(x-a,-6)", "\"th,ree\""), ("req.hdr(x-a,-8)", "1"), ("req.hdr(x-a,-9)", nil),
            ("req.hdr(x-a,-10)", nil), ("req.hdr(x-a,0)", ""), ("req.hdr(X-A,2)", "two"), ("req.hdr_cnt(x-a)", "8"),
            ("req.fhdr(x-a)", "four,,five,"), ("req.fhdr(x-a,1)", "1, two,  \"th,ree\" ,"), ("req.fhdr(x-a,3)", nil),
            ("req.fhdr(x-a,-2)", "1, two,  \"th,ree\" ,"), ("req.fhdr_cnt(x-a)", "2"), ("req.fhdr_cnt", "5"),
            ("req.hdr_cnt", "12"), ("req.hdr_cnt()", "12"), ("req.hdr(,1)", "h.example:80"), ("req.hdr(,2)", "1"),
            ("req.hdr(,-2)", "\"a\\\",b\""), ("req.fhdr(,1)", "h.example:80"), ("req.hdr(x-e)", ""),
            ("req.hdr(x-n)", nil), ("req.hdr_cnt(x-n)", "0"), ("req.hdr_cnt(x-e)", "1"), ("req.fhdr_cnt(x-e)", "1"),
            ("req.hdr(x-q)", "c"), ("req.hdr(x-q,1)", "\"a\\\",b\""), ("hdr(host)", "h.example:80"),
            ("req.hdr(host)", "h.example:80"), ("hdr_cnt(host)", "1"), ("req.hdr(\"\",1)", "h.example:80"),
            ("req.hdr( x-a,1)", nil), ("req.hdr_names", "host,x-a,x-a,x-e,x-q"),
            ("req.hdr_names(;)", "host;x-a;x-a;x-e;x-q"), ("req.hdr_names(abc)", "hostax-aax-aax-eax-q"),
            // The manual allows for no name.
            ("req.hdr", "c"),
            // An empty delimiter is none.
            ("req.hdr_names()", "host,x-a,x-a,x-e,x-q"),
            (
                "req.hdrs",
                "host: h.example:80\r\nx-a: 1, two,  \"th,ree\" ,\r\nx-a: four,,five,\r\nx-e: \r\nx-q: \"a\\\",b\",c\r\n\r\n"
            ),
        ] as [(String, String?)])
    func ofRequests(_ expression: String, _ result: String?) throws {
        #expect(try ExpressionBench(Self.lists).text(expression) == result)
    }

    @Test func writesPreparsedHeaders() throws {
        #expect(
            try ExpressionBench(Self.lists).hexadecimal("req.hdrs_bin")
                == "04686f73740c682e6578616d706c653a383003782d6113312c2074776f2c20202274682c72656522202c03782d610b666f7572"
                + "2c2c666976652c03782d650003782d710922615c222c62222c630000")
    }

    /// Lengths as the SPOE's document encodes them: 240 is f0 00, 2287 is ff 7f, 2288 is f0 80 00.
    @Test(arguments: [(239, "ef"), (240, "f000"), (2287, "ff7f"), (2288, "f08000"), (5000, "f8a901")])
    func encodesLengths(_ length: Int, _ encoded: String) throws {
        let value = String(repeating: "x", count: length)
        let bench = ExpressionBench("GET / HTTP/1.1\r\nA: \(value)\r\n\r\n")
        let text = try #require(try bench.hexadecimal("req.hdrs_bin"))
        #expect(text == "0161" + encoded + String(repeating: "78", count: length) + "0000")
    }

    private static let values =
        "GET / HTTP/1.1\r\nHost: a\r\nX: 1,2\r\nX: 3\r\nX:\r\nX: abc\r\nX: 10.0.0.1:80, foo, 10.0.0.2\r\nY: x\r\n"
        + "Z: 3000000000,-5x, 0x10, 007,+4, ,9223372036854775808\r\nW: \"a,b\" , c \"d,e\" f,\"x\\\",y\r\nV: ,\r\nU: a,\r\n\r\n"

    @Test(
        arguments: [
            ("req.hdr_ip(x)", "10.0.0.2"), ("req.hdr_ip(x,1)", nil), ("req.hdr_ip(y)", nil), ("req.hdr_val(x,1)", "1"),
            ("req.hdr_val(y)", "0"), ("req.hdr_val(z,2)", "-5"), ("req.hdr_val(z,3)", "0"), ("req.hdr_val(z,4)", "7"),
            ("req.hdr_val(z,6)", "0"),
            // Numbers of 64 bits, and a sign, as everywhere else.
            ("req.hdr_val(z,1)", "3000000000"), ("req.hdr_val(z,5)", "4"), ("req.hdr_val(z,7)", "9223372036854775807"),
            ("req.hdr_cnt(w)", "3"), ("req.hdr(w,1)", "\"a,b\""), ("req.hdr(w,2)", "c \"d,e\" f"),
            ("req.hdr(w,3)", "\"x\\\",y"), ("req.hdr_cnt(v)", "2"), ("req.hdr_cnt(u)", "2"), ("req.hdr(v,2)", ""),
            ("req.hdr(v,3)", nil), ("req.fhdr(x,-5)", "1,2"), ("req.fhdr(x,-6)", nil), ("hdr_val(x,2)", "2"),
            ("hdr_ip(x,-3)", "10.0.0.1"),
        ] as [(String, String?)])
    func ofNumbersAndAddresses(_ expression: String, _ result: String?) throws {
        #expect(try ExpressionBench(Self.values).text(expression) == result)
    }

    @Test func conditionsTryEveryValue() throws {
        let bench = ExpressionBench(Self.values)
        #expect(try bench.values("req.hdr(x)") == ["1", "2", "3", "", "abc", "10.0.0.1:80", "foo", "10.0.0.2"])
        #expect(try bench.values("req.fhdr(x)") == ["1,2", "3", "", "abc", "10.0.0.1:80, foo, 10.0.0.2"])
        #expect(try bench.values("req.hdr(x,2)") == ["2"])
        #expect(try bench.values("req.hdr_ip(x)") == ["10.0.0.1", "10.0.0.2"])
        #expect(try bench.values("req.hdr_val(x),add(1)") == ["2", "3", "4", "1", "1", "11", "1", "11"])
        #expect(try bench.values("req.hdr(v)") == ["", ""])
        #expect(try bench.values("req.hdr(none)") == [])
        #expect(try bench.values("req.hdr").count == 24)
        // What was tried before has no part in it.
        #expect(try bench.text("req.hdr(x,1)") == "1")
        #expect(try bench.text("req.hdr(x)") == "10.0.0.2")
    }

    @Test(
        arguments: [
            ("1.2.3.4", "1.2.3.4"), ("1.2.3.4:80", "1.2.3.4"), ("1.2.3.4:65536", nil), ("1.2.3.4:65535", "1.2.3.4"),
            ("[2001:db8::1]", "2001:db8::1"), ("2001:db8::1", "2001:db8::1"), ("[::1]:8080", nil), ("1.2.3.4:", nil),
            ("1.2.3.4 x", nil), ("12.3.4.5:+80", nil), ("\"1.1.1.1\"", nil), ("01.2.3.4", "1.2.3.4"),
            ("1.2.3.4:080", "1.2.3.4"), ("[", nil), ("[]", nil), ("]", nil), (":80", nil), ("[1.2.3.4]", nil),
            ("1.2.3.4:99999999999999999999", nil),
        ] as [(String, String?)])
    func readsForwardedAddresses(_ value: String, _ address: String?) throws {
        let bench = ExpressionBench("GET / HTTP/1.1\r\nX-Forwarded-For: \(value)\r\n\r\n")
        #expect(try bench.text("req.hdr_ip(x-forwarded-for)") == address)
    }

    @Test func ofResponses() throws {
        let bench = ExpressionBench(Self.lists)
        bench.respond(
            "HTTP/1.1 200 OK\r\nX-A: 1.2.3.4, 5\r\nX-A: 7\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n")
        for (expression, result) in [
            ("res.hdr(x-a)", "7"), ("res.hdr(x-a,1)", "1.2.3.4"), ("shdr(x-a,2)", "5"), ("shdr_ip(x-a,1)", "1.2.3.4"),
            ("shdr_val(x-a)", "7"), ("shdr_cnt(x-a)", "3"), ("res.fhdr(x-a,1)", "1.2.3.4, 5"),
            ("res.fhdr_cnt(x-a)", "2"), ("res.hdr_names", "x-a,x-a,content-type,content-length"),
            ("res.hdr_cnt", "5"), ("hdr(x-a)", "7"), ("hdr(content-type)", "text/plain"),
            ("res.hdr_ip(x-a,1)", "1.2.3.4"),
        ] {
            #expect(try bench.responseText(expression) == result, "\(expression)")
        }
        // The request is still there for those that name it.
        #expect(try bench.text("req.hdr(x-a,1)") == "1")
    }

    @Test func takenOutHeadersAreNotFound() throws {
        let bench = ExpressionBench(Self.lists)
        bench.message.headers.remove(.host)
        #expect(try bench.text("req.hdr(host)") == nil)
        #expect(try bench.text("base") == "/")
        #expect(try bench.text("req.fhdr_cnt") == "4")
        #expect(try bench.text("req.hdr_names") == "x-a,x-a,x-e,x-q")
    }

    @Test(arguments: [
        ("req.hdr(x,-11)", "invalid args in fetch method 'req.hdr' : header occurrence must be >= -10."),
        ("req.fhdr(x,-20)", "invalid args in fetch method 'req.fhdr' : header occurrence must be >= -10."),
        ("req.hdr(x,a)", "fetch method 'req.hdr' : failed to parse 'a' as type 'integer' at position 2."),
        ("req.hdr(x,1,2)", "fetch method 'req.hdr' : expected ')' before ',2)'."),
    ])
    func refuses(_ expression: String, _ message: String) { #expect(ExpressionBench().refusal(expression) == message) }
}
