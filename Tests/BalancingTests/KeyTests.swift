import Testing

@testable import Balancing

/// The expected values were observed of HAProxy 2.6: the hash was recovered from the servers chosen in farms of 229, 233,
/// 239, 241 and 251 servers, and the key from the hash.
@Suite struct KeyTests {
    private func bytes(_ string: String) -> [UInt8] { Array(string.utf8) }

    private func text(_ string: String, _ range: Range<Int>?) -> String? {
        range.map { String(decoding: Array(string.utf8)[$0], as: UTF8.self) }
    }

    @Test(arguments: [
        ("/", HashKey.URIPart(), "/"), ("/a/b?x=1", HashKey.URIPart(), "/a/b"), ("*", HashKey.URIPart(), "*"),
        ("http://host:80?x=1", HashKey.URIPart(), "http://host:80"), ("", HashKey.URIPart(), ""),
        ("/a/b?x=1", HashKey.URIPart(isWhole: true), "/a/b?x=1"),
        ("/a/b/c/d?x=1", HashKey.URIPart(length: 5), "/a/b/"),
        ("http://host.example", HashKey.URIPart(length: 5), "http:"),
        ("/a/b/c", HashKey.URIPart(depth: 1), "/a"), ("//a//b", HashKey.URIPart(depth: 1), "/"),
        ("//a//b", HashKey.URIPart(depth: 2), "//a"), ("//a//b", HashKey.URIPart(depth: 3), "//a/"),
        ("http://host.example/p/q?r", HashKey.URIPart(depth: 1), "http:/"),
        ("http://host.example/p/q?r", HashKey.URIPart(depth: 2), "http://host.example"),
        ("/a/b/?x", HashKey.URIPart(depth: 2), "/a/b"), ("/a/b/?x", HashKey.URIPart(depth: 3), "/a/b/"),
        ("/a/b/c/d", HashKey.URIPart(length: 4, depth: 3), "/a/b"),
        ("/abcdefghij?q=/z/y", HashKey.URIPart(depth: 2, isWhole: true), "/abcdefghij?q=/z"),
        ("http://host.example/p/q?r", HashKey.URIPart(isPathOnly: true), "/p/q"),
        ("http://host.example/p/q?r", HashKey.URIPart(isWhole: true, isPathOnly: true), "/p/q?r"),
        ("http://host.example/p/q/r", HashKey.URIPart(depth: 2, isPathOnly: true), "/p/q"),
        ("http://host:80?x=1/2", HashKey.URIPart(isPathOnly: true), ""), ("*", HashKey.URIPart(isPathOnly: true), ""),
        ("http://host", HashKey.URIPart(isPathOnly: true), ""), ("http:", HashKey.URIPart(isPathOnly: true), ""),
        ("", HashKey.URIPart(isPathOnly: true), ""),
    ])
    func uriPart(uri: String, part: HashKey.URIPart, key: String) {
        let range = part.range(in: bytes(uri).span)
        #expect(text(uri, range) == key)
    }

    @Test(
        arguments: [
            ("/?id=abc", "abc"), ("/?x=1&id=abc&y=2", "abc"), ("/?id=", ""), ("/?id", nil), ("/?id&x", nil),
            ("/?idd=1&id=zz", "zz"), ("/?xid=1", nil), ("/?id=a=b", "a=b"), ("/?ID=q", nil), ("/?id=a&id=b", "a"),
            ("/?x;id=5", nil), ("/?id=a;b", "a;b"), ("/?&&id=8", "8"), ("/?id=%41b", "%41b"), ("/p?q?id=3", nil),
            ("/?id=&id=5", ""), ("/?id&id=6", "6"), ("/?=5&id=3", "3"), ("/?id==7", "=7"), ("/id=4", nil), ("", nil),
            ("/?", nil), ("?i", nil), ("/?&", nil),
        ] as [(String, String?)])
    func urlParameter(uri: String, key: String?) {
        let range = HashKey.urlParameter(bytes("id").span, in: bytes(uri).span)
        #expect(text(uri, range) == key)
    }

    @Test(
        arguments: [
            ("id=abc", "abc"), ("x=1&id=abc&k=1", "abc"), ("id=abc def", "abc def"), ("?id=4", nil), ("", nil),
            ("a=1&&id=5&b=2", "5"),
        ] as [(String, String?)])
    func bodyParameter(body: String, key: String?) {
        let range = HashKey.bodyParameter(bytes("id").span, in: bytes(body).span)
        #expect(text(body, range) == key)
    }

    @Test(
        arguments: [
            ("a", "a"), ("", nil), (" ", nil), (",", nil), (",b", nil), ("a, b", "a"), ("  x  ", "x"),
            ("a\"b,c\"d", "a\"b,c\"d"), ("\"b,c\"d", "\"b,c\"d"), ("a b , c", "a b"), ("\"a\\", "\"a\\"),
        ] as [(String, String?)])
    func header(value: String, key: String?) {
        let range = HashKey.header(bytes(value).span)
        #expect(text(value, range) == key)
    }

    @Test(
        arguments: [
            ("haproxy.1wt.eu", "1wt"), ("www.example.co.uk", "co"), ("example.com", "example"),
            ("localhost", "localhost"),
            ("1.2.3.4", "3"), ("example.com:8080", "example"), (".com", ".com"), ("com.", "com"), ("a.b.", "b"),
            ("..", "."), ("...", "."), (".", "."), ("a..com", "a."), ("x.a..com", "a."), (".a.com", "a"), ("x..", "x."),
            ("[::1]", "[::1]"), ("a,b.c.d", "a"), ("", nil),
        ] as [(String, String?)])
    func domain(value: String, key: String?) {
        let range = HashKey.header(bytes(value).span, domainOnly: true)
        #expect(text(value, range) == key)
    }

    @Test(
        arguments: [
            ([127, 0, 0, 1], 0x7f00_0001), ([], 0),
            ([0x20, 1, 0x0d, 0xb8, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6], 0x2006_0db8),
        ] as [([UInt8], UInt32)])
    func source(address: [UInt8], hash: UInt32) {
        let folded = HashKey.source(address.span)
        #expect(folded == hash)
    }
}
