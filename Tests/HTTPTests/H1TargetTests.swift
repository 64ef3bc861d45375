import Testing

@testable import HTTP

struct H1TargetTests {
    private func head(_ method: String, _ target: String, _ hosts: [String]) -> Head {
        Head(request: "\(method) \(target) HTTP/1.1\r\n" + hosts.map { "Host: \($0)\r\n" }.joined() + "\r\n")
    }

    @Test(
        arguments: [
            ("GET", "/", []), ("GET", "/a?b", ["x"]), ("GET", "/", [""]), ("OPTIONS", "*", ["a"]),
            ("GET", "/", ["a", "A"]),
            ("GET", "http://a/x", ["a"]), ("GET", "HTTP://A:80/x", ["a"]), ("GET", "http://a", ["a:80"]),
            ("GET", "https://a:443/", ["a"]), ("GET", "http://a:8080/", ["a:8080"]),
            ("GET", "http://[::1]:80/", ["[::1]"]),
            ("GET", "http://a?b", ["a"]), ("GET", "x-y+1.2://a/", ["a"]), ("GET", "http://a/", []),
            ("CONNECT", "a:443", ["a"]), ("CONNECT", "a:8443", ["A:8443"]), ("CONNECT", "[::1]:1", ["[::1]:1"]),
        ] as [(String, String, [String])])
    func accepts(_ method: String, _ target: String, _ hosts: [String]) {
        let head = head(method, target, hosts)
        #expect(head.isComplete, "\(head.progress)")
        #expect(head.fields.count == min(hosts.count, 1))
    }

    @Test(
        arguments: [
            ("GET", "foo", ["a"], .invalidTarget), ("GET", "*", ["a"], .invalidTarget),
            ("OPTIONS", "**", ["a"], .invalidTarget),
            ("GET", "http:/a", ["a"], .invalidTarget), ("GET", "://a", ["a"], .invalidTarget),
            ("GET", "http://", ["a"], .invalidHost), ("GET", "http:///x", ["a"], .invalidHost),
            ("GET", "http://a/x", ["b"], .invalidHost), ("GET", "http://u@a/x", ["a"], .invalidHost),
            ("GET", "http://a:443/", ["a"], .invalidHost), ("GET", "https://a:80/", ["a"], .invalidHost),
            ("GET", "/", ["a", "b"], .invalidHost), ("GET", "/", ["a b"], .invalidHost),
            ("GET", "/", ["a,b"], .invalidHost),
            ("GET", "/", ["a@b"], .invalidHost), ("GET", "/", ["a/b"], .invalidHost),
            ("GET", "/", ["a\u{80}"], .invalidHost),
            ("CONNECT", "a", ["a"], .invalidTarget), ("CONNECT", "a:", ["a"], .invalidTarget),
            ("CONNECT", ":443", ["a"], .invalidTarget), ("CONNECT", "a:x", ["a"], .invalidTarget),
            ("CONNECT", "/a:1", ["a"], .invalidTarget), ("CONNECT", "[::1]", ["a"], .invalidTarget),
            ("CONNECT", "a:443", ["b:443"], .invalidHost), ("CONNECT", "a:8443", ["a"], .invalidHost),
        ] as [(String, String, [String], H1Error)])
    func refuses(_ method: String, _ target: String, _ hosts: [String], _ error: H1Error) {
        #expect(head(method, target, hosts).error == error)
        #expect(error.status == 400)
    }
}
