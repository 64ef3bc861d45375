import Testing

@testable import HTTP

struct H1FramingTests {
    private func request(_ lines: String..., version: String = "1.1") -> Head {
        Head(request: "POST / HTTP/\(version)\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n")
    }

    private func response(_ lines: String...) -> Head {
        Head(response: "HTTP/1.1 200 OK\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n")
    }

    @Test(
        arguments: [
            ("5", 5), ("0", 0), ("005", 5), ("5,5", 5), ("5, 5", 5), ("9223372036854775808", 1 << 63),
            ("18446744073709551615", .max), ("00000000000000000000000000007", 7), ("0,00", 0),
        ] as [(String, UInt64)])
    func readsLengths(_ value: String, _ length: UInt64) {
        let head = request("Content-Length: \(value)")
        #expect(head.message.framing == (length == 0 ? .none : .length(length)))
        #expect(head.fields == ["content-length: \(length)"], "it goes out as one plain number")
        #expect(response("Content-Length: \(value)").message.framing == .length(length))
    }

    @Test(arguments: [
        "", ",", "+5", "-1", "0x5", "5 5", "18446744073709551616", "18446744073709551621", "5,", ",5", "5,6", "٣",
        "5\t5",
    ])
    func refusesLengths(_ value: String) {
        #expect(request("Content-Length: \(value)").error == .invalidLength)
        #expect(response("Content-Length: \(value)").error == .invalidLength)
    }

    @Test func severalLengthsMustAgree() {
        let head = request("Content-Length: 5", "Content-Length: 5", "Content-Length: 05")
        #expect(head.message.framing == .length(5))
        #expect(head.fields == ["content-length: 5"])
        #expect(request("Content-Length: 5", "Content-Length: 6").error == .invalidLength)
        #expect(response("Content-Length: 5", "X: y", "Content-Length: 6").error == .invalidLength)
    }

    @Test(arguments: ["chunked", "ChUnKeD", "\tchunked ", "\r\n chunked"])
    func acceptsChunked(_ value: String) {
        let head = request("Transfer-Encoding: \(value)")
        #expect(head.message.framing == .chunked)
        #expect(head.message.flags.isDisjoint(with: [.ambiguousFraming, .hasContentLength]))
    }

    @Test(arguments: [
        "xchunked", "identity", "chunked, gzip", "chunked, chunked", "chunked, identity", "\"chunked\"", "\u{b}chunked",
        "",
        "chunked;q=1", "gzip", "chunked, gzip, chunked",
    ])
    func refusesCodings(_ value: String) {
        #expect(request("Transfer-Encoding: \(value)").error == .invalidTransferEncoding, "\(value)")
        #expect(response("Transfer-Encoding: \(value)").error == .invalidTransferEncoding, "\(value)")
    }

    @Test(arguments: ["gzip, chunked", "unknown,chunked", ",chunked", "gzip,,chunked", "chunked,"])
    func refusesCodingsBesideChunked(_ value: String) {
        #expect(request("Transfer-Encoding: \(value)").error == .unprocessableTransferEncoding)
        #expect(H1Error.unprocessableTransferEncoding.status == 422)
    }

    @Test func refusesChunkedInTwoHeaders() {
        #expect(request("Transfer-Encoding: chunked", "Transfer-Encoding: chunked").error == .invalidTransferEncoding)
        #expect(request("Transfer-Encoding: chunked", "Transfer-Encoding: identity").error == .invalidTransferEncoding)
        #expect(request("Transfer-Encoding: identity", "Transfer-Encoding: chunked").error == .invalidTransferEncoding)
    }

    @Test(arguments: [
        ["Content-Length: 5", "Transfer-Encoding: chunked"], ["Transfer-Encoding: chunked", "Content-Length: 05"],
    ])
    func chunkedWinsOverALengthAndEndsTheConnection(_ lines: [String]) {
        let text = lines.map { $0 + "\r\n" }.joined()
        for head in [
            Head(request: "POST / HTTP/1.1\r\n\(text)\r\n"), Head(response: "HTTP/1.1 200 OK\r\n\(text)\r\n"),
        ] {
            #expect(head.message.framing == .chunked)
            #expect(head.fields == ["transfer-encoding: chunked"])
            #expect(head.message.flags.contains(.ambiguousFraming) && !head.message.flags.contains(.hasContentLength))
        }
    }

    @Test func chunkedInHTTP10EndsTheConnection() {
        let head = request("Transfer-Encoding: chunked", version: "1.0")
        #expect(head.message.framing == .chunked && head.message.flags.contains(.ambiguousFraming))
    }

    @Test func withoutBothARequestHasNoBodyAndAResponseLastsUntilTheEnd() {
        #expect(request().message.framing == .none)
        #expect(response().message.framing == .untilClose)
    }
}

struct H1ConnectionTests {
    private func head(_ lines: String...) -> Head {
        Head(request: "GET / HTTP/1.1\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n")
    }

    @Test(
        arguments: [
            ("close", [], .close), ("Keep-Alive", [], .keepAlive), ("close, keep-alive", [], [.close, .keepAlive]),
            (" , close,,", [], .close), ("x", ["connection: x"], []), ("close, x", ["connection: x"], .close),
            ("x, close , TE", ["connection: x, TE"], .close),
            ("keep-alive,upgrade", [], [.keepAlive, .connectionUpgrade]),
            ("upgrade, x", ["connection: x"], .connectionUpgrade),
            ("closed", ["connection: closed"], []), ("", [], []),
        ] as [(String, [String], Message.Flags)])
    func readsTokens(_ value: String, _ fields: [String], _ flags: Message.Flags) {
        let head = head("Connection: \(value)")
        #expect(head.fields == fields)
        let known: Message.Flags = [.close, .keepAlive, .connectionUpgrade]
        #expect(head.message.flags.intersection(known) == flags)
    }

    @Test func severalHeadersAddUp() {
        let head = head("Connection: close", "Connection: x, keep-alive")
        #expect(head.fields == ["connection: x"])
        #expect(head.message.flags.isSuperset(of: [.close, .keepAlive]))
    }

    @Test func anUpgradeNeedsBothHeaders() {
        #expect(head("Upgrade: a", "Connection: upgrade").message.flags.contains(.upgrade))
        #expect(!head("Upgrade: a").message.flags.contains(.upgrade))
        #expect(!head("Connection: upgrade").message.flags.contains(.upgrade))
    }

    @Test func h2cIsTakenOut() {
        let head = head("Connection: upgrade", "Upgrade: h2c")
        #expect(head.fields.isEmpty && !head.message.flags.contains(.upgrade))
        #expect(self.head("Connection: upgrade, x", "Upgrade: h2c").fields == ["connection: x"])
        #expect(self.head("Connection: upgrade", "Upgrade: a").fields == ["connection: upgrade", "upgrade: a"])
    }

    @Test func aWebSocketNeedsItsKey() {
        #expect(head("Connection: upgrade", "Upgrade: WebSocket").error == .invalidUpgrade)
        let good = head("Connection: upgrade", "Upgrade: websocket", "Sec-WebSocket-Key: a")
        #expect(good.message.flags.isSuperset(of: [.upgrade, .webSocket]))
    }

    @Test func expectationsAreSeen() {
        #expect(head("Expect: 100-Continue").message.flags.contains(.expectContinue))
        #expect(!head("Expect: 100-continued").message.flags.contains(.expectContinue))
    }
}
