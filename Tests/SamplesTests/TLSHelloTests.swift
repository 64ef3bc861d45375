import Testing

@testable import Samples

/// Hellos of TLS in bytes that are passed on. The results are HAProxy's, but where a comment says what the manual wants instead.
@Suite struct TLSHelloTests {
    /// A client's hello without its extensions.
    private static let head: [UInt8] =
        [3, 3] + [UInt8](repeating: 82, count: 32) + [0] + block(2, [0x13, 1, 0, 0x9f]) + block(1, [0])

    /// Bytes behind their length.
    private static func block(_ size: Int, _ bytes: [UInt8]) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes
    }

    private static func record(_ message: [UInt8], type: UInt8 = 1, version: [UInt8] = [3, 1]) -> [UInt8] {
        [22] + version + block(2, [type] + block(3, message))
    }

    private static func hello(_ extensions: [(UInt8, [UInt8])]) -> [UInt8] {
        record(head + block(2, extensions.flatMap { [0, $0.0] + block(2, $0.1) }))
    }

    private static func name(_ name: String, type: UInt8 = 0) -> (UInt8, [UInt8]) {
        (0, block(2, [type] + block(2, Array(name.utf8))))
    }

    private static let protocols: (UInt8, [UInt8]) =
        (16, block(2, block(1, Array("h2".utf8)) + block(1, Array("http/1.1".utf8))))

    @Test(
        arguments: [
            (hello([name("a.b")]), "a.b"), (hello([protocols, name("z")]), "z"), (hello([name("")]), nil),
            (hello([name("a.b", type: 1)]), nil), (hello([(0, [])]), nil), (hello([(0, [0, 32, 0, 0, 3, 97])]), nil),
            (hello([]), nil), (record(head), nil), (hello([name("a.b")]) + [1, 2, 3], "a.b"),
            (record(head + [0xff, 0xff]), nil),
        ] as [([UInt8], String?)])
    func readsServerNames(_ bytes: [UInt8], _ name: String?) throws {
        let bench = ExpressionBench(raw: bytes)
        #expect(try bench.text("req.ssl_sni") == name)
        #expect(try bench.text("req_ssl_sni") == name)
        #expect(try bench.text("req.ssl_hello_type") == "1")
        #expect(try bench.text("req_ssl_hello_type") == "1")
        #expect(try bench.text("req.ssl_ver") == "196611")
        #expect(try bench.hexadecimal("req.ssl_cipherlist") == "1301009f")
    }

    @Test(
        arguments: [
            ([protocols], "req.ssl_alpn", "h2"), ([(16, [0, 3, 7, 104, 50])], "req.ssl_alpn", nil),
            ([(16, [])], "req.ssl_alpn", nil), ([], "req.ssl_alpn", nil),
            ([(10, [0, 2, 0, 29])], "req.ssl_ec_ext", "1"),
            ([(10, [])], "req.ssl_ec_ext", "1"), ([name("a")], "req.ssl_ec_ext", nil),
            ([(35, [])], "req.ssl_st_ext", "1"),
            ([(35, [1])], "req.ssl_st_ext", "2"), ([(35, []), (35, [1])], "req.ssl_st_ext", "1"),
            ([name("a")], "req.ssl_st_ext", "0"), ([], "req.ssl_st_ext", "0"),
        ] as [([(UInt8, [UInt8])], String, String?)])
    func readsExtensions(_ extensions: [(UInt8, [UInt8])], _ expression: String, _ result: String?) throws {
        #expect(try ExpressionBench(raw: Self.hello(extensions)).text(expression) == result)
    }

    @Test(
        arguments: [
            ([(10, [0, 4, 0, 29, 0, 23])], "req.ssl_supported_groups", "001d0017"),
            ([(10, [0, 5, 0, 29])], "req.ssl_supported_groups", nil), ([], "req.ssl_supported_groups", nil),
            ([(13, [0, 4, 4, 3, 8, 5])], "req.ssl_sigalgs", "04030805"),
            ([(51, [0, 11, 0, 29, 0, 1, 7, 0, 23, 0, 2, 8, 9])], "req.ssl_keyshare_groups", "001d0017"),
            ([(51, [0, 0])], "req.ssl_keyshare_groups", ""),
            ([(51, [0, 5, 0, 29, 0, 2, 7])], "req.ssl_keyshare_groups", nil),
        ] as [([(UInt8, [UInt8])], String, String?)])
    func readsLists(_ extensions: [(UInt8, [UInt8])], _ expression: String, _ result: String?) throws {
        #expect(try ExpressionBench(raw: Self.hello(extensions)).hexadecimal(expression) == result)
    }

    @Test func withoutExtensionsThereIsNoTicket() throws {
        let bench = ExpressionBench(raw: Self.record(Self.head))
        #expect(try bench.text("req.ssl_st_ext") == nil)
        #expect(try bench.text("req.ssl_ec_ext") == nil)
    }

    @Test(
        arguments: [
            (record(head, version: [3, 5]), "1", "196611"), (record([3, 0] + head.dropFirst(2)), "1", "196608"),
            (record(head, version: [2, 0]), nil, nil), ([0x17] + record(head).dropFirst(), nil, nil), ([], nil, nil),
            (record(head, type: 2), "2", "196611"), (Array(record(head).dropLast()), nil, nil),
            (Array("GET / ".utf8), nil, nil),
            // Two records; what is in the first is known.
            ([22, 3, 1, 0, 20] + [1] + block(3, head).prefix(19) + [22, 3, 1, 0, 90], "1", "196611"),
            ([22, 3, 1, 0, 0, 22], nil, nil), ([22, 3, 1, 0, 6, 1, 0, 0, 0, 0, 0], nil, nil),
        ] as [([UInt8], String?, String?)])
    func readsTypesAndVersions(_ bytes: [UInt8], _ type: String?, _ version: String?) throws {
        let bench = ExpressionBench(raw: bytes)
        #expect(try bench.text("req.ssl_hello_type") == type)
        #expect(try bench.responseText("res.ssl_hello_type") == type)
        #expect(try bench.responseText("rep_ssl_hello_type") == type)
        #expect(try bench.text("req_ssl_ver") == version)
    }

    /// SSL 2 wrote its hello in another form.
    @Test func readsOldVersions() throws {
        let old: [UInt8] =
            [0x80, 31, 1, 3, 1, 0, 6, 0, 0, 0, 16, 1, 0, 128, 0, 0, 4] + [UInt8](repeating: 85, count: 16)
        #expect(try ExpressionBench(raw: old).text("req.ssl_ver") == "196609")
        #expect(try ExpressionBench(raw: old).text("req.ssl_hello_type") == nil)
        #expect(try ExpressionBench(raw: Array(old.dropLast())).text("req.ssl_ver") == nil)
        #expect(try ExpressionBench(raw: [0x80, 31, 1, 3, 1, 0, 7] + old.dropFirst(7)).text("req.ssl_ver") == nil)
        #expect(try ExpressionBench(raw: [0x80, 0]).text("req.ssl_ver") == nil)
    }

    /// More is waited for as long as what is here may become a hello, and not beyond.
    @Test func waitsForTheWholeHello() throws {
        let whole = Self.hello([Self.name("a.b"), Self.protocols])
        for count in 0..<whole.count {
            let bench = ExpressionBench(raw: Array(whole.prefix(count)), isComplete: false)
            #expect(try bench.text("req.ssl_sni") == nil)
            #expect(bench.evaluation.needsMore)
        }
        for other in [[UInt8(71)], [22, 2, 0, 0, 1], [22, 3, 1, 0, 1], [22, 3, 1, 0xff, 0xff], whole] {
            let bench = ExpressionBench(raw: other, isComplete: false)
            _ = try bench.text("req.ssl_hello_type")
            #expect(!bench.evaluation.needsMore)
        }
    }

    /// No change of a byte, and no end, makes it read elsewhere.
    @Test func survivesEveryChange() throws {
        let whole = Self.hello([
            Self.name("a.b"), Self.protocols, (10, [0, 2, 0, 29]), (13, [0, 2, 4, 3]), (35, [1]),
            (51, [0, 5, 0, 29, 0, 1, 7]),
        ])
        for position in whole.indices {
            for value: UInt8 in [0, 1, 0x7f, 0xff] {
                var bytes = whole
                bytes[position] = value
                let bench = ExpressionBench(raw: bytes)
                for name in [
                    "sni", "alpn", "cipherlist", "sigalgs", "supported_groups", "keyshare_groups", "ver", "st_ext",
                ] {
                    let found = try bench.text("req.ssl_\(name)")
                    #expect(found?.utf8.count ?? 0 <= 3 * whole.count)
                }
            }
        }
    }
}
