import Memory
import Testing

@testable import Samples

@Suite struct PacketHeaderTests {
    /// A SYN of Linux over IPv4: 40 bytes of TCP with MSS 1460, SACK, timestamp 0x01020304, NOP and window scale 7.
    static let tcp = "d4310050 499602d2 00000000 a0c2faf0 beef0000 020405b4 0402080a 01020304 00000000 01030307"
    static let ipv4 = "4510003c 1c464000 4006b1e6 c0000201 c6336402"
    static let ipv6 =
        "6a500000 0028 06 40 20010db8000000000000000000000001 20010db8000000000000000000000002"
    static let ethernet = "aabbccddeeff 112233445566"

    private func evaluate(_ packet: String, _ converters: String) throws -> String? {
        let bench = ExpressionBench()
        try bench.set("txn.p", ExpressionBench.bytes(packet))
        let expression = "var(txn.p),\(converters)"
        return try bench.compile(expression).output == .binary
            ? bench.hexadecimal(expression) : bench.text(expression)
    }

    private static func digits(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    @Test(arguments: [
        ("0800", "eth.hdr", "aabbccddeeff1122334455660800"), ("0800", "eth.dst", "aabbccddeeff"),
        ("0800", "eth.src", "112233445566"), ("0800", "eth.proto", "2048"), ("0800", "eth.vlan", nil),
        ("0800", "eth.data", "1234"), ("8100 2064 86dd", "eth.vlan", "100"), ("8100 2064 86dd", "eth.proto", "34525"),
        ("8100 2064 86dd", "eth.data", "1234"), ("88a8 0fff 8100 0002 0800", "eth.vlan", "2"),
        ("88a8 0fff 8100 0002 0800", "eth.hdr", "aabbccddeeff11223344556688a80fff810000020800"),
    ])
    func frames(_ type: String, _ converter: String, _ result: String?) throws {
        #expect(try evaluate("\(Self.ethernet) \(type) 1234", converter) == result)
    }

    @Test(arguments: [
        ("ip.ver", "4"), ("ip.tos", "16"), ("ip.ttl", "64"), ("ip.df", "1"), ("ip.proto", "6"), ("ip.src", "192.0.2.1"),
        ("ip.dst", "198.51.100.2"), ("ip.hdr", digits(ipv4)), ("ip.data", digits(tcp)), ("ip.data,tcp.src", "54321"),
        ("ip.data,tcp.dst", "80"), ("ip.data,tcp.seq", "1234567890"), ("ip.data,tcp.flags", "194"),
        ("ip.data,tcp.win", "64240"), ("ip.data,tcp.options.mss", "1460"), ("ip.data,tcp.options.sack", "1"),
        ("ip.data,tcp.options.tsopt", "1"), ("ip.data,tcp.options.tsval", "16909060"),
        ("ip.data,tcp.options.wscale", "7"), ("ip.data,tcp.options.wsopt", "1"),
        ("ip.data,tcp.options_list", "0204080103"), ("ip.fp", "1053a8faf005b447"), ("ip.fp(0)", "1053a8faf005b447"),
        ("ip.fp(1)", "1053a8faf005b44740"), ("ip.fp(2)", "1053a8faf005b4470204080103"),
        ("ip.fp(4)", "1053a8faf005b447c0000201"), ("ip.fp(7)", "1053a8faf005b447400204080103c0000201"),
    ])
    func version4(_ converter: String, _ result: String) throws {
        #expect(try evaluate("\(Self.ipv4) \(Self.tcp)", converter) == result)
    }

    @Test(arguments: [
        ("ip.ver", "6"), ("ip.tos", "165"), ("ip.ttl", "64"), ("ip.df", "1"), ("ip.proto", "6"),
        ("ip.src", "2001:db8::1"), ("ip.dst", "2001:db8::2"), ("ip.data,tcp.dst", "80"), ("ip.hdr", digits(ipv6)),
        ("ip.fp(5)", "a5d3a8faf005b4474020010db8000000000000000000000001"),
    ])
    func version6(_ converter: String, _ result: String) throws {
        #expect(try evaluate("\(Self.ipv6) \(Self.tcp)", converter) == result)
    }

    /// Hop by hop, a fragment, destination options, authentication.
    @Test(arguments: [
        ("00", "0600000000000000"), ("2c", "0600000000000000"), ("3c", "0601" + String(repeating: "00", count: 14)),
        ("33", "0604" + String(repeating: "00", count: 22)), ("00", "3c00000000000000 0600000000000000"),
    ])
    func extensions(_ kind: String, _ headers: String) throws {
        let packet = Self.ipv6.replacing("0028 06 40", with: "0028 \(kind) 40") + headers + Self.tcp
        #expect(try evaluate(packet, "ip.proto") == "6")
        #expect(try evaluate(packet, "ip.data,tcp.src") == "54321")
        #expect(try evaluate(packet, "ip.fp")?.prefix(4) == "a5db")
    }

    /// Options, another protocol, no flag, fields of a fingerprint one by one.
    @Test func otherPackets() throws {
        let withOptions = "4600003c 1c460000 2006b1e6 c0000201 c6336402 01010101"
        #expect(try evaluate("\(withOptions) \(Self.tcp)", "ip.df") == "0")
        #expect(try evaluate("\(withOptions) \(Self.tcp)", "ip.data,tcp.src") == "54321")
        #expect(try evaluate("\(withOptions) \(Self.tcp)", "ip.fp")?.prefix(4) == "000b")
        let plain = "d4310050 00000001 00000000 50020400 00000000"
        #expect(
            try evaluate("45000029 00000000 ff060000 c0000201 c6336402 \(plain)", "ip.fp") == "00345004000000" + "00")
        #expect(try evaluate(plain, "tcp.options.mss") == "0")
        #expect(try evaluate(plain, "tcp.options.sack") == "0")
        #expect(try evaluate(plain, "tcp.options.tsopt") == "0")
        #expect(try evaluate(plain, "tcp.options.tsval") == nil)
        #expect(try evaluate(plain, "tcp.options.wscale") == "0")
        #expect(try evaluate(plain, "tcp.options.wsopt") == "0")
        #expect(try evaluate(plain, "tcp.options_list") == "")
        #expect(try evaluate("45000029 00000000 ff110000 c0000201 c6336402 \(plain)", "ip.fp") == nil)
    }

    /// Options that are cut off, empty, too long, unknown or behind the end.
    @Test(arguments: [
        ("0204", "02"), ("02", ""), ("0200 05b4", ""), ("0201 05b4", ""), ("02ff 05b4", ""), ("01010101", "01010101"),
        ("00020405b4", ""), ("0202 0402 fd04 0000", "0204fd"),
    ])
    func options(_ options: String, _ list: String) throws {
        let bytes = Self.digits(options)
        let words = (bytes.count / 2 + 3) / 4
        let padded = bytes + String(repeating: "0", count: words * 8 - bytes.count)
        let packet = "d4310050 00000001 00000000 \(5 + words)0020400 00000000 \(padded)"
        #expect(try evaluate(packet, "tcp.options_list") == list)
        #expect(try evaluate(packet, "tcp.options.mss") == "0")
    }

    @Test func piecesEndInAnAnswer() throws {
        let converters = (Converter.ethernet + Converter.internet + Converter.transport).map(\.name)
            .flatMap { name in [name, name.hasPrefix("tcp") ? "ip.data,\(name)" : name] }
        let packets = [
            "\(Self.ethernet) 8100 0001 0800 \(Self.ipv4) \(Self.tcp)", Self.ipv4 + Self.tcp, Self.ipv6 + Self.tcp,
        ]
        for packet in packets {
            let whole = ExpressionBench.bytes(packet)
            for length in 0...whole.count {
                let bench = ExpressionBench()
                try bench.set("txn.p", Array(whole.prefix(length)))
                for converter in converters { _ = try bench.hexadecimal("var(txn.p),\(converter)") }
            }
        }
        #expect(try evaluate(Self.digits(Self.ipv4).prefix(38) + "", "ip.src") == nil)
        #expect(try evaluate("75000000", "ip.ver") == nil)
        #expect(try evaluate("", "eth.src") == nil)
        #expect(ExpressionBench().refusal("str(x),ip.fp(8)").contains("mode must be a sum of 1, 2 and 4."))
    }
}
