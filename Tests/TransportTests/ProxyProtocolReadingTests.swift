import Testing

@testable import Transport

private typealias Samples = ProxyProtocolSamples

@Suite struct ProxyProtocolReadingTests {
    @Test(
        arguments: [
            ("PROXY TCP4 1.2.3.4 5.6.7.8 1000 80\r\n", Samples.proxied),
            (
                "PROXY TCP4 255.255.255.255 0.0.0.0 65535 0\r\n",
                .proxied(source: .ipv4(0xffff_ffff, port: 65535), destination: .ipv4(0, port: 0))
            ),
            (
                "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ::FFFF:1.2.3.4 1 2\r\n",
                .proxied(
                    source: .ipv6(high: .max, low: .max, port: 1),
                    destination: .ipv6(high: 0, low: 0xffff_0102_0304, port: 2))
            ),
            ("PROXY UNKNOWN\r\n", .unknown), ("PROXY UNKNOWN whatever this is\r\n", .unknown),
        ] as [(String, ProxyHeader.Value)])
    func validLines(line: String, value: ProxyHeader.Value) {
        let expected = ProxyHeader.Reading.header(ProxyHeader(length: line.utf8.count, value: value))
        #expect(Samples.parse(line) == expected)
        #expect(Samples.parse(line + "GET / HTTP/1.1\r\n\r\n") == expected)
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\n", .missing), ("proxy TCP4", .missing), ("PROXY\r\n", .missing), ("PX", .missing),
            ("\u{16}\u{3}\u{1}", .missing), ("PROXY \r\n", .badProtocol), ("PROXY UNKNOWNX\r\n", .badProtocol),
            ("PROXY UDP4 1.2.3.4 5.6.7.8 1 2\r\n", .badProtocol), ("PROXY  TCP4 1.2.3.4 5.6.7.8 1 2\r\n", .badProtocol),
            ("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\n", .badLine), ("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\rX\n", .badLine),
            ("PROXY UNKNOWN\n", .badLine), ("PROXY TCP4 1.2.3.4 5.6.7.8 1 2 \r\n", .badLine),
            ("PROXY TCP4 1.2.3.4 5.6.7.8 1 2 3\r\n", .badLine), ("PROXY TCP4 1.2.3.4 5.6.7.8 1\r\n", .badPort),
            ("PROXY TCP4 1.2.3.4 5.6.7.8 65536 80\r\n", .badPort),
            ("PROXY TCP4 1.2.3.4 5.6.7.8 70000 80\r\n", .badPort),
            ("PROXY TCP4 1.2.3.4 5.6.7.8 1 99999999999999999999999\r\n", .badPort),
            ("PROXY TCP4 1.2.3.4 5.6.7.8 -1 80\r\n", .badPort), ("PROXY TCP4 1.2.3.4 5.6.7.8 +1 80\r\n", .badPort),
            ("PROXY TCP4 1.2.3.4 5.6.7.8 01 80\r\n", .badPort), ("PROXY TCP4 1.2.3.4  5.6.7.8 1 80\r\n", .badPort),
            ("PROXY TCP4 1.2.3.4 5.6.7.8 1 8x\r\n", .badPort), ("PROXY TCP4 01.2.3.4 5.6.7.8 1 2\r\n", .badAddress),
            ("PROXY TCP4 1.2.3 5.6.7.8 1 2\r\n", .badAddress), ("PROXY TCP4 1.2.3.4.5 5.6.7.8 1 2\r\n", .badAddress),
            ("PROXY TCP4 1.2.3.256 5.6.7.8 1 2\r\n", .badAddress), ("PROXY TCP4 1.2.3. 5.6.7.8 1 2\r\n", .badAddress),
            ("PROXY TCP4 ::1 ::2 1 2\r\n", .badAddress), ("PROXY TCP6 1.2.3.4 ::2 1 2\r\n", .badAddress),
            ("PROXY TCP4 1.2.3.4 1.2.3.99999 1 2\r\n", .badAddress),
        ] as [(String, ProxyHeader.Reason)])
    func malformedLines(line: String, reason: ProxyHeader.Reason) {
        #expect(Samples.parse(line) == .malformed(reason))
    }

    @Test(
        arguments: [
            ("::", 0, 0), ("::1", 0, 1), ("1::", 0x1_0000_0000_0000, 0), ("1::2", 0x1_0000_0000_0000, 2),
            ("1:2:3:4:5:6:7:8", 0x1_0002_0003_0004, 0x5_0006_0007_0008),
            ("1:2:3:4:5:6:7::", 0x1_0002_0003_0004, 0x5_0006_0007_0000),
            ("::2:3:4:5:6:7:8", 0x2_0003_0004, 0x5_0006_0007_0008), ("2001:DB8::a:b", 0x2001_0db8_0000_0000, 0xa_000b),
            ("::1.2.3.4", 0, 0x0102_0304), ("1:2:3:4:5:6:1.2.3.4", 0x1_0002_0003_0004, 0x5_0006_0102_0304),
            ("fe80:1:2::3:4", 0xfe80_0001_0002_0000, 0x3_0004), ("1:2:3:4::5", 0x1_0002_0003_0004, 5),
        ] as [(String, UInt64, UInt64)])
    func ipv6Addresses(text: String, high: UInt64, low: UInt64) {
        let value = ProxyAddress.ipv6(high: high, low: low, port: 1)
        #expect(
            Samples.parse("PROXY TCP6 \(text) \(text) 1 1\r\n")
                == .header(
                    ProxyHeader(
                        length: 18 + 2 * text.utf8.count, value: .proxied(source: value, destination: value))))
    }

    @Test(arguments: [
        "", ":", ":::", "1", "1:", ":1", "1::2::3", "::1::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4::5:6:7:8",
        "00001::", "g::", "::1%eth0", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "::1.2.3.4.5", "1:2:3:4:5:6:7:1.2.3.4",
        "[::1]",
    ])
    func malformedIPv6Addresses(text: String) {
        #expect(Samples.parse("PROXY TCP6 \(text) ::1 1 1\r\n") == .malformed(.badAddress))
    }

    @Test func linesAreOf107BytesAtMost() {
        let longest = "PROXY UNKNOWN " + String(repeating: "f", count: 91) + "\r\n"
        #expect(Samples.parse(longest) == .header(ProxyHeader(length: 107, value: .unknown)))
        #expect(Samples.parse("PROXY UNKNOWN " + String(repeating: "f", count: 92) + "\r\n") == .malformed(.tooLong))
        #expect(Samples.parse("PROXY UNKNOWN " + String(repeating: "f", count: 92)) == .incomplete)
        #expect(Samples.parse("PROXY UNKNOWN " + String(repeating: "f", count: 93)) == .malformed(.tooLong))
        #expect(Samples.parse("PROXY " + String(repeating: "f", count: 5000)) == .malformed(.tooLong))
    }

    @Test func everyTruncationIsIncomplete() {
        let all = Samples.validLines.map { Array($0.utf8) } + Samples.validBlocks
        for bytes in all {
            for count in 0..<bytes.count {
                #expect(Samples.parse(Array(bytes.prefix(count))) == .incomplete)
            }
            guard case .header(let header) = Samples.parse(bytes + [0x47]) else {
                Issue.record("no header in \(bytes)")
                continue
            }
            #expect(header.length == bytes.count)
        }
    }

    @Test(
        arguments: [
            (Samples.version2(0x22, 0x11, Samples.ends), .badCommand), (Samples.version2(0x2f, 0, []), .badCommand),
            (Samples.version2(0x11, 0x11, Samples.ends), .badVersion), (Samples.version2(0x31, 0, []), .badVersion),
            (Samples.version2(0x21, 0x41, Samples.ends), .badFamily),
            (Samples.version2(0x21, 0x13, Samples.ends), .badFamily),
            (Samples.version2(0x21, 0x11, Array(Samples.ends.dropLast())), .badLength),
            (Samples.version2(0x21, 0x21, Samples.ends), .badLength),
            (Samples.version2(0x21, 0x31, Samples.path("/a")), .badLength),
            (Samples.version2(0x21, 0x11, []), .badLength),
            (Samples.version2(0x21, 0x11, Samples.ends + [4]), .badRecord),
            (Samples.version2(0x21, 0x11, Samples.ends + [4, 0]), .badRecord),
            (Samples.version2(0x21, 0x11, Samples.ends + [2, 0, 9, 1, 2]), .badRecord),
            (
                Samples.version2(0x21, 0x11, Samples.ends + Samples.record(5, [UInt8](repeating: 1, count: 129))),
                .badRecord
            ),
            (Samples.version2(0x21, 0x11, Samples.ends + Samples.record(3, [1, 2, 3])), .badRecord),
            (Samples.version2(0x21, 0x11, Samples.ends + Samples.record(3, [1, 2, 3, 4])), .badChecksum),
            (Samples.version2(0x21, 0, [1, 2, 3]), .badRecord),
            (
                Samples.version2(0x21, 0x11, Samples.ends + Samples.record(4, [UInt8](repeating: 0, count: 20_000))),
                .tooLong
            ),
            ([0x0d, 0x0a, 0x0d, 0x0a, 1], .missing), ([0x0d, 0x0a, 0x47], .missing),
        ] as [([UInt8], ProxyHeader.Reason)])
    func malformedBlocks(bytes: [UInt8], reason: ProxyHeader.Reason) {
        #expect(Samples.parse(bytes) == .malformed(reason))
    }

    @Test func blocks() {
        let ipv4 = Samples.version2(0x21, 0x11, Samples.ends)
        #expect(Samples.parse(ipv4) == .header(ProxyHeader(length: 28, value: Samples.proxied)))
        let datagram = Samples.version2(0x21, 0x12, Samples.ends)
        #expect(Samples.parse(datagram) == .header(ProxyHeader(length: 28, value: Samples.proxied, isDatagram: true)))
        let unspecified = Samples.version2(0x21, 0x10, Samples.ends)
        #expect(Samples.parse(unspecified) == .header(ProxyHeader(length: 28, value: .unknown)))
        let unix = Samples.version2(0x21, 0x31, Samples.path("/run/a") + Samples.path(""))
        let paths = ProxyHeader.Value.proxied(source: .unix(Array("/run/a".utf8)), destination: .unix([]))
        #expect(Samples.parse(unix) == .header(ProxyHeader(length: 232, value: paths)))
        let local = Samples.version2(0x20, 0x11, Samples.ends + Samples.record(3, [1, 2, 3, 4]))
        #expect(Samples.parse(local) == .header(ProxyHeader(length: local.count, value: .local)))
        #expect(Samples.parse(ipv4, limit: 27) == .malformed(.tooLong))
    }

    /// As HAProxy 2.6 sends it.
    @Test func recordsAndChecksum() throws {
        var bytes = Samples.hexadecimal(
            "0d0a0d0a000d0a515549540a21110020010203040506070803e800500300048905adff05000a616263312e322e332e34")
        guard case .header(let header) = Samples.parse(bytes) else {
            Issue.record("no header")
            return
        }
        #expect(header.value == Samples.proxied)
        let identifier = try #require(header.record(.uniqueIdentifier))
        #expect(Array(bytes[identifier.value]) == Array("abc1.2.3.4".utf8))
        #expect(header.record(.authority) == nil)
        for position in bytes.indices.dropFirst(16) {
            bytes[position] ^= 1
            #expect(Samples.parse(bytes) != .header(header))
            bytes[position] ^= 1
        }
    }

    @Test func tlsRecord() throws {
        let value =
            [7, 0, 0, 0, 1] + Samples.record(0x21, Array("TLSv1.3".utf8)) + Samples.record(0x22, Array("me".utf8))
        let bytes = Samples.version2(0x21, 0x11, Samples.ends + Samples.record(0x20, value))
        guard case .header(let header) = Samples.parse(bytes) else {
            Issue.record("no header")
            return
        }
        let record = try #require(header.record(.tls))
        let parsed = ProxyTLSValue(record, in: bytes.span)
        let tls = try #require(parsed)
        #expect(tls.client == [.tls, .certificateOnConnection, .certificateInSession])
        #expect(tls.verification == 1)
        #expect(tls.records.map(\.kind) == [.tlsVersion, .tlsCommonName])
        #expect(tls.records.map { Array(bytes[$0.value]) } == [Array("TLSv1.3".utf8), Array("me".utf8)])
        let short = ProxyTLSValue(ProxyRecord(kind: .tls, value: 28..<31), in: bytes.span)
        #expect(short == nil)
    }

    @Test func randomBytesNeverTrap() {
        var state: UInt64 = 42
        func random() -> UInt8 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        let seeds = Samples.validLines.map { Array($0.utf8) } + Samples.validBlocks
        let packets = [Samples.legacy(Samples.ipv4Packet), Samples.standard(Samples.ipv6Packet)]
        for round in 0..<20_000 {
            var bytes = (seeds + packets)[round % (seeds.count + packets.count)]
            for _ in 0..<Int(random() % 4) { bytes[Int(random()) % bytes.count] = random() }
            if round % 3 == 0 { bytes.removeLast(Int(random()) % bytes.count) }
            if round % 7 == 0 { bytes = (0..<Int(random())).map { _ in random() } }
            if case .header(let header) = Samples.parse(bytes) {
                #expect(header.length <= bytes.count)
                #expect(header.records.allSatisfy { $0.value.upperBound <= header.length })
            }
            _ = ProxyHeader.parseNetScaler(bytes.span, magic: Samples.magic)
            _ = ProxyTLSValue(ProxyRecord(kind: .tls, value: 16..<200), in: bytes.span)
        }
    }
}

@Suite struct NetScalerHeaderTests {
    private func parse(_ bytes: [UInt8]) -> ProxyHeader.Reading {
        ProxyHeader.parseNetScaler(bytes.span, magic: Samples.magic)
    }

    private static let ipv6 = ProxyHeader.Value.proxied(
        source: .ipv6(high: 0, low: 1, port: 1000), destination: .ipv6(high: 0, low: 2, port: 80))

    @Test(
        arguments: [
            (Samples.legacy(Samples.ipv4Packet), Samples.proxied),
            (Samples.standard(Samples.ipv4Packet), Samples.proxied),
            (Samples.legacy(Samples.ipv6Packet), ipv6), (Samples.standard(Samples.ipv6Packet), ipv6),
            (Samples.legacy([0x46] + Samples.ipv4Packet[1..<20] + [1, 1, 1, 1] + Samples.tcp), Samples.proxied),
            (Samples.legacy(Samples.ipv4Packet + [1, 2, 3, 4]), Samples.proxied),
        ] as [([UInt8], ProxyHeader.Value)])
    func valid(bytes: [UInt8], value: ProxyHeader.Value) {
        #expect(parse(bytes) == .header(ProxyHeader(length: bytes.count, value: value)))
        #expect(parse(bytes + [0x47]) == .header(ProxyHeader(length: bytes.count, value: value)))
        for count in 0..<bytes.count { #expect(parse(Array(bytes.prefix(count))) == .incomplete) }
    }

    @Test(
        arguments: [
            ([0x47, 0x45, 0x54], .missing), ([0x01, 0x23, 0x45, 0x6b], .missing),
            (Samples.standard(Samples.ipv4Packet, type: 2), .badVersion),
            ([0x01, 0x23, 0x45, 0x6a, 0xff, 0xff, 0xff, 0xf0] + Samples.ipv4Packet, .tooLong),
            (Samples.legacy(Array(Samples.ipv4Packet.dropLast())), .badLength), (Samples.legacy([0x45]), .badLength),
            (Samples.legacy([0x44] + Samples.ipv4Packet.dropFirst()), .badLength),
            (Samples.legacy([0x4f] + Samples.ipv4Packet.dropFirst()), .badLength),
            (Samples.legacy([0x55] + Samples.ipv4Packet.dropFirst()), .badFamily),
            (Samples.legacy(Samples.ipv4Packet[0..<9] + [17] + Samples.ipv4Packet[10...]), .badProtocol),
            (Samples.standard(Samples.ipv6Packet[0..<6] + [17] + Samples.ipv6Packet[7...]), .badProtocol),
            (Samples.standard(Array(Samples.ipv6Packet.dropLast())), .badLength), (Samples.standard([]), .badFamily),
        ] as [([UInt8], ProxyHeader.Reason)])
    func malformed(bytes: [UInt8], reason: ProxyHeader.Reason) { #expect(parse(bytes) == .malformed(reason)) }
}
