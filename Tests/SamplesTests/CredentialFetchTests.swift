import Testing

@testable import Samples

/// The results are HAProxy's.
@Suite struct CredentialFetchTests {
    @Test(
        arguments: [
            ("Basic dXNlcjpwYTpzcw==", "user", "pa:ss", "Basic"), ("basic dTpw", "u", "p", "Basic"),
            ("Basic dTpw=", nil, nil, nil), ("Basic dXNlcg==", nil, nil, nil), ("Basic  dTpw ", "u", "p", "Basic"),
            ("Digest x=\"y\"", nil, nil, nil), ("Basic", nil, nil, nil), ("Basic OnA=", "", "p", "Basic"),
            ("Basic dTo=", "u", "", "Basic"), ("Basic ====", nil, nil, nil), ("Basic ", nil, nil, nil),
            ("Basic d!pw", nil, nil, nil), ("Bearer tok", nil, nil, "Bearer"), ("Basicx dTpw", nil, nil, nil),
        ] as [(String, String?, String?, String?)])
    func ofBasicAuthentication(_ value: String, _ user: String?, _ password: String?, _ type: String?) throws {
        let bench = ExpressionBench("GET / HTTP/1.1\r\nAuthorization: \(value)\r\n\r\n")
        #expect(try bench.text("http_auth_user") == user)
        #expect(try bench.text("http_auth_pass") == password)
        #expect(try bench.text("http_auth_type") == type)
    }

    @Test(
        arguments: [
            ("http_auth_bearer", "a"), ("http_auth_bearer()", "a"), ("http_auth_bearer(Authorization)", "a"),
            ("http_auth_bearer(x-b)", "tok en"), ("http_auth_bearer(x-c)", nil), ("http_auth_bearer(x-d)", nil),
            ("http_auth_bearer(x-e)", nil), ("http_auth_bearer(none)", nil),
        ] as [(String, String?)])
    func ofBearerAuthentication(_ expression: String, _ token: String?) throws {
        let bench = ExpressionBench(
            "GET / HTTP/1.1\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\nX-B: bearer  tok en \r\n"
                + "X-C: Bearer\r\nX-D: Bearer \r\nX-E: Token abc\r\n\r\n")
        #expect(try bench.text(expression) == token)
    }
}
