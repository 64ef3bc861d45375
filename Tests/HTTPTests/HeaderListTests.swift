import Memory
import Testing

@testable import HTTP

struct HeaderListTests {
    private func head() -> Head {
        Head(request: "GET / HTTP/1.1\r\nHost: a\r\nCookie: 1\r\nX: 2\r\nCookie: 3\r\n\r\n")
    }

    @Test func findsTheFirstOfAName() {
        let head = head()
        #expect(head.message.headers.first(.cookie).map { head.text($0.valueSlice) } == "1")
        #expect(head.message.headers.first(.expect) == nil)
        #expect(head.message.value(of: Array("x".utf8)).map(head.text) == "2")
        #expect(head.message.hasField(Array("cookie".utf8)) && !head.message.hasField(Array("cookies".utf8)))
    }

    @Test func removesAllOfANameOrOne() {
        let head = head()
        head.message.headers.remove(at: 1)
        #expect(head.message.headers.first(.cookie).map { head.text($0.valueSlice) } == "3")
        head.message.headers.remove(.cookie)
        head.message.headers.remove(at: 99)
        head.message.headers.remove(at: -1)
        #expect(head.fields == ["host: a", "x: 2"])
        #expect(head.message.headers.first(.cookie) == nil)
        #expect(!head.message.hasField(Array("cookie".utf8)))
    }

    @Test func replacesByWhatIsNotLonger() {
        let head = Head(request: "GET / HTTP/1.1\r\nA: 12345\r\nB: x\r\n\r\n")
        head.message.headers.replaceValue(at: 0, with: Array("67".utf8), in: head.buffer)
        #expect(head.fields == ["a: 67", "b: x"])
        head.message.headers.replaceValue(at: 0, with: Array("678".utf8), in: head.buffer)
        head.message.headers.replaceValue(at: 7, with: [], in: head.buffer)
        #expect(head.fields == ["a: 67", "b: x"])
    }

    @Test func aMessageForgetsEverythingForItsNextUse() {
        let head = Head(request: "POST / HTTP/1.1\r\nConnection: close\r\nContent-Length: 3\r\n\r\n")
        head.message.reset()
        #expect(head.message.headers.count == 0 && head.message.arena == nil)
        #expect(head.message.flags.isEmpty && head.message.framing == .none && head.message.method == .other)
    }

    @Test(
        arguments: [
            ("host", .host), ("TE", .te), ("Content-Length", .contentLength), ("transfer-ENCODING", .transferEncoding),
            ("connection", .connection), ("upgrade", .upgrade), ("x-forwarded-for", .forwardedFor), ("cookie", .cookie),
            ("expect", .expect), ("server", .server), ("keep-alive", .keepAlive),
            ("proxy-connection", .proxyConnection),
            ("set-cookie", .setCookie), ("content-type", .contentType), ("authorization", .authorization),
            ("date", .date),
            ("sec-websocket-key", .secWebSocketKey), ("sec-websocket-accept", .secWebSocketAccept),
            ("trailer", .trailer),
            ("forwarded", .forwarded), ("location", .location), ("hosT\u{0}", .other), ("content-lengtj", .other),
            ("", .other),
        ] as [(String, HeaderName)])
    func knowsNames(_ text: String, _ name: HeaderName) {
        let bytes = Array(text.utf8)
        let found = HeaderName.identify(bytes.span, 0..<bytes.count)
        #expect(found == name)
    }

    @Test(
        arguments: [
            ("GET", .get), ("get", .other), ("HEAD", .head), ("POST", .post), ("PUT", .put), ("DELETE", .delete),
            ("CONNECT", .connect), ("OPTIONS", .options), ("TRACE", .trace), ("PATCH", .patch), ("GETS", .other),
            ("", .other),
        ] as [(String, Method)])
    func knowsMethods(_ text: String, _ method: Method) {
        let bytes = Array(text.utf8)
        let found = Method.identify(bytes.span, 0..<bytes.count)
        #expect(found == method)
    }
}
