import Testing

@testable import Configuration

@Suite struct AddressTests {
    static func parse(_ text: String, _ rules: AddressRules) throws -> Address {
        try Address(configuration: text, rules: rules)
    }

    static let loopback6: [UInt8] = [UInt8](repeating: 0, count: 15) + [1]

    static let listeners: [(String, Address.Family, Address.Host, Address.Port)] = [
        (":80", .ipv4, .any, .fixed(80)),
        ("*:80", .ipv4, .any, .fixed(80)),
        (":0080", .ipv4, .any, .fixed(80)),
        (":80-90", .ipv4, .any, .range(80...90)),
        (":80-80", .ipv4, .any, .fixed(80)),
        (":65535", .ipv4, .any, .fixed(65_535)),
        ("1.2.3.4:80", .ipv4, .ipv4([1, 2, 3, 4]), .fixed(80)),
        ("127.1:80", .ipv4, .ipv4([127, 0, 0, 1]), .fixed(80)),
        ("0x7f000001:80", .ipv4, .ipv4([127, 0, 0, 1]), .fixed(80)),
        ("[::1]:80", .ipv6, .ipv6(loopback6), .fixed(80)),
        ("::1:80", .ipv6, .ipv6(loopback6), .fixed(80)),
        (":::80", .ipv6, .ipv6([UInt8](repeating: 0, count: 16)), .fixed(80)),
        ("[1.2.3.4]:80", .ipv4, .ipv4([1, 2, 3, 4]), .fixed(80)),
        ("localhost:80", .unspecified, .name("localhost"), .fixed(80)),
        ("ipv4@:80", .ipv4, .any, .fixed(80)),
        ("ipv6@:80", .ipv6, .any, .fixed(80)),
        ("ipv6@*:80", .ipv6, .any, .fixed(80)),
        ("ipv6@::1:80", .ipv6, .ipv6(loopback6), .fixed(80)),
        ("ip@[::1]:80", .ipv6, .ipv6(loopback6), .fixed(80)),
        ("ipv4@localhost:80", .ipv4, .name("localhost"), .fixed(80)),
        ("tcp@:80", .ipv4, .any, .fixed(80)),
        ("tcp6@:80", .ipv6, .any, .fixed(80)),
        ("stream+ipv4@:80", .ipv4, .any, .fixed(80)),
        ("stream+:80", .ipv4, .any, .fixed(80)),
        ("/tmp/sock", .unix, .path("/tmp/sock"), .none),
        ("unix@sock", .unix, .path("sock"), .none),
        ("uxst@/x", .unix, .path("/x"), .none),
        ("abns@foo", .abstract, .path("foo"), .none),
        ("abnsz@foo", .abstractZeroTerminated, .path("foo"), .none),
        ("fd@7", .descriptor, .descriptor(7), .none),
        ("stream+fd@7", .descriptor, .descriptor(7), .none),
        ("quic+fd@7", .descriptor, .descriptor(7), .none),
        ("sockpair@3", .socketPair, .descriptor(3), .none),
        ("rhttp@be/srv", .reverseHTTP, .name("be/srv"), .none),
    ]

    @Test(arguments: listeners)
    func listenersAreParsed(text: String, family: Address.Family, host: Address.Host, port: Address.Port) throws {
        let address = try Self.parse(text, .listener)
        #expect(address.family == family)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.text == text)
    }

    static let badListeners: [(String, String)] = [
        (":", "missing port specification in ':'"),
        ("*", "missing port specification in '*'"),
        ("::", "missing port specification in '::'"),
        ("[::1]", "missing port specification in '[::1]'"),
        ("127.0.0.1", "missing port specification in '127.0.0.1'"),
        ("127.0.0.1:", "missing port specification in '127.0.0.1:'"),
        (":0", "invalid port '0' in ':0'"),
        (":65536", "invalid port '65536' in ':65536'"),
        (":80-", "invalid port '' in ':80-'"),
        (":90-80", "invalid port range '90-80' in ':90-80'"),
        (":80-90000", "invalid port '90000' in ':80-90000'"),
        (":99999999999999999999", "invalid port '99999999999999999999' in ':99999999999999999999'"),
        (":-1", "port offset not permitted here in ':-1'"),
        (":+80", "port offset not permitted here in ':+80'"),
        (":abc", "invalid character 'a' in port number 'abc' in ':abc'"),
        (":80x", "invalid character 'x' in port number '80x' in ':80x'"),
        ("*:*", "invalid character '*' in port number '*' in '*:*'"),
        ("256.1.1.1:80", "invalid address: '256.1.1.1' in '256.1.1.1:80'"),
        ("ipv4@[::1]:80", "invalid address: '::1' in 'ipv4@[::1]:80'"),
        ("ipv6@127.0.0.1:80", "invalid address: '127.0.0.1' in 'ipv6@127.0.0.1:80'"),
        ("foo@:80", "invalid address: 'foo@' in 'foo@:80'"),
        ("a b:80", "invalid address: 'a b' in 'a b:80'"),
        ("[::1:80", "invalid address: '[::1:80' in '[::1:80', the closing bracket is missing"),
        ("[::1]80", "invalid address: '[::1]80' in '[::1]80'"),
        ("2001:db8::1", "invalid address: '2001:db8:' in '2001:db8::1', write '[2001:db8::1]' for an IPv6 address"),
        ("fd@x", "file descriptor 'x' is not a valid integer in 'fd@x'"),
        ("fd@", "file descriptor '' is not a valid integer in 'fd@'"),
        ("fd@-1", "file descriptor '-1' is not a valid integer in 'fd@-1'"),
        ("fd@99999999999", "file descriptor '99999999999' is not a valid integer in 'fd@99999999999'"),
        ("udp@:80", "dgram-type address not acceptable in 'udp@:80'"),
        ("dgram+ipv4@:80", "dgram-type address not acceptable in 'dgram+ipv4@:80'"),
        ("stream+udp@:80", "dgram-type address not acceptable in 'stream+udp@:80'"),
        ("uxdg@/x", "dgram-type address not acceptable in 'uxdg@/x'"),
        ("unix@", "missing socket path in 'unix@'"),
    ]

    @Test(arguments: badListeners)
    func badListenersAreRefused(text: String, message: String) {
        #expect(throws: AddressFailure(message)) { try Self.parse(text, .listener) }
    }

    static let servers: [(String, Address.Host, Address.Port)] = [
        ("127.0.0.1", .ipv4([127, 0, 0, 1]), .none),
        ("127.0.0.1:", .ipv4([127, 0, 0, 1]), .none),
        ("127.0.0.1:0", .ipv4([127, 0, 0, 1]), .none),
        ("127.0.0.1:+1", .ipv4([127, 0, 0, 1]), .offset(1)),
        ("127.0.0.1:-1", .ipv4([127, 0, 0, 1]), .offset(-1)),
        ("[::1]", .ipv6(loopback6), .none),
        ("[::1]:+5", .ipv6(loopback6), .offset(5)),
        ("*", .any, .none), ("0.0.0.0", .ipv4([0, 0, 0, 0]), .none), ("ipv4@", .any, .none), (":80", .any, .fixed(80)),
        ("_http._tcp.example.com", .name("_http._tcp.example.com"), .none),
        ("nosuch.invalid:80", .name("nosuch.invalid"), .fixed(80)),
    ]

    @Test(arguments: servers)
    func serversAreParsed(text: String, host: Address.Host, port: Address.Port) throws {
        let address = try Self.parse(text, .server)
        #expect(address.host == host)
        #expect(address.port == port)
    }

    static let badServers: [(String, String)] = [
        ("127.0.0.1:80-90", "port range not permitted here in '127.0.0.1:80-90'"),
        ("127.0.0.1:-70000", "invalid port offset '-70000' in '127.0.0.1:-70000'"),
        ("fd@1", "a file descriptor is not acceptable here in 'fd@1'"),
        ("::1", "invalid address: ':' in '::1', write '[::1]' for an IPv6 address"),
        ("foo@1.2.3.4", "invalid address: 'foo@1.2.3.4' in 'foo@1.2.3.4'"),
    ]

    @Test(arguments: badServers)
    func badServersAreRefused(text: String, message: String) {
        #expect(throws: AddressFailure(message)) { try Self.parse(text, .server) }
    }

    @Test func kinds() throws {
        let quic = try Self.parse("quic4@:443", .listener)
        #expect(quic.isQUIC && quic.family == .ipv4)
        #expect(try Self.parse("quic+ipv6@:443", .listener).isQUIC)
        #expect(try Self.parse("mptcp6@:443", .listener).isMultipath)
        #expect(try Self.parse("127.0.0.1:514", .log).socketType == .datagram)
        #expect(try Self.parse("tcp@127.0.0.1:514", .log).socketType == .stream)
        #expect(try Self.parse("uxst@/dev/log", .log).socketType == .stream)
        #expect(try Self.parse("/dev/log", .log).socketType == .datagram)
        #expect(try Self.parse("fd@2", .log).host == .descriptor(2))
        #expect(try Self.parse("udp6@:514", .datagramListener).family == .ipv6)
        #expect(throws: AddressFailure("QUIC address not acceptable in 'quic4@:1'")) {
            try Self.parse("quic4@:1", .log)
        }
        #expect(throws: AddressFailure("invalid address: 'foo' in 'foo:53'")) {
            try Self.parse("foo:53", .nameserver)
        }
    }

    @Test func pathsAreLimited() throws {
        let longest = "/" + String(repeating: "x", count: 106)
        #expect(try Self.parse(longest, .server).host == .path(longest))
        #expect(throws: AddressFailure("socket path '\(longest)x' too long (max 107)")) {
            try Self.parse(longest + "x", .server)
        }
    }

    @Test func ports() throws {
        #expect(try Self.parse(":80-82", .listener).ports == 80...82)
        #expect(try Self.parse(":80", .listener).ports == 80...80)
        #expect(try Self.parse("1.2.3.4", .server).ports == nil)
    }

    @Test func resolution() throws {
        let literal = try Self.parse("1.2.3.4:80", .server)
        #expect(try literal.resolved() == literal)
        let name = try Self.parse("localhost:80", .server)
        #expect(try name.resolved(preferring: .ipv4Only).host == .ipv4([127, 0, 0, 1]))
        #expect(try name.resolved(preferring: .ipv4First).family == .ipv4)
        #expect(throws: AddressFailure.self) { try name.resolved(looksUp: false) }
        let unknown = try Self.parse("nosuch.invalid:80", .server)
        #expect(
            throws: AddressFailure("invalid address: 'nosuch.invalid' in 'nosuch.invalid:80', it could not be resolved")
        ) { try unknown.resolved() }
    }

    @Test func internetAddresses() {
        #expect(InternetAddress.text([1, 2, 3, 4]) == "1.2.3.4")
        #expect(InternetAddress.text(Self.loopback6) == "::1")
        #expect(InternetAddress.text([1, 2]) == "")
        let notIPv4 = ["", "x", "1.2.3.4.5", "1.2.3.4 x", "1.2.3.4\0", "999.1"]
        #expect(notIPv4.allSatisfy { InternetAddress.ipv4($0) == nil })
        let notIPv6 = ["", "::x", "1.2.3.4", "::1 ", "::1\0", ":::"]
        #expect(notIPv6.allSatisfy { InternetAddress.ipv6($0) == nil })
    }
}
