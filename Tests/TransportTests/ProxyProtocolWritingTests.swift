import Testing

@testable import Transport

private typealias Samples = ProxyProtocolSamples

@Suite struct ProxyProtocolWritingTests {
    private func line(_ source: ProxyAddress?, _ destination: ProxyAddress?) -> String {
        var writer = ProxyHeaderWriter()
        writer.appendVersion1(source: source, destination: destination)
        return String(decoding: writer.finished(), as: UTF8.self)
    }

    private func address(_ high: UInt64, _ low: UInt64) -> ProxyAddress { .ipv6(high: high, low: low, port: 1) }

    @Test func lines() {
        #expect(line(Samples.source, Samples.destination) == "PROXY TCP4 1.2.3.4 5.6.7.8 1000 80\r\n")
        #expect(
            line(.ipv4(0xffff_ffff, port: 65535), .ipv4(0, port: 0)) == "PROXY TCP4 255.255.255.255 0.0.0.0 65535 0\r\n"
        )
        #expect(line(nil, nil) == "PROXY UNKNOWN\r\n")
        #expect(line(.unix([0x2f]), .unix([0x2f])) == "PROXY UNKNOWN\r\n")
        #expect(line(Samples.source, nil) == "PROXY UNKNOWN\r\n")
        #expect(line(Samples.source, address(0, 1)) == "PROXY TCP6 ::ffff:1.2.3.4 ::1 1000 1\r\n")
    }

    @Test(
        arguments: [
            ("::", 0, 0), ("::1", 0, 1), ("1::", 0x1_0000_0000_0000, 0),
            ("2001:db8::1:0:0:1", 0x2001_0db8_0000_0000, 0x1_0000_0000_0001),
            ("1:2:3:4:5:6:7:8", 0x1_0002_0003_0004, 0x5_0006_0007_0008),
            ("1:0:3:4:5:6:7:8", 0x1_0000_0003_0004, 0x5_0006_0007_0008),
            ("1:0:0:4::8", 0x1_0000_0000_0004, 8), ("fe80::abcd", 0xfe80_0000_0000_0000, 0xabcd),
            ("::ffff:1.2.3.4", 0, 0xffff_0102_0304), ("1::8", 0x1_0000_0000_0000, 8),
            ("0:2:3:4:5:6:7:8", 0x2_0003_0004, 0x5_0006_0007_0008),
        ] as [(String, UInt64, UInt64)])
    func ipv6Addresses(text: String, high: UInt64, low: UInt64) {
        #expect(line(address(high, low), address(high, low)) == "PROXY TCP6 \(text) \(text) 1 1\r\n")
    }

    @Test func everyLineReadsBack() {
        for shift in 0..<64 as Range<UInt64> {
            let source = address(1 << shift, ~(1 << shift))
            let destination = address(0xff << shift, 0)
            let expected = ProxyHeader.Value.proxied(source: source, destination: destination)
            let text = line(source, destination)
            #expect(Samples.parse(text) == .header(ProxyHeader(length: text.utf8.count, value: expected)))
        }
    }

    /// As HAProxy 2.6 writes it, but for the order of records.
    @Test func checksumAndRecords() {
        var writer = ProxyHeaderWriter()
        writer.beginVersion2(source: Samples.source, destination: Samples.destination)
        writer.append(.uniqueIdentifier, Array("abc1.2.3.4".utf8).span)
        writer.finishVersion2(checksum: true)
        let bytes = writer.finished()
        guard case .header(let header) = Samples.parse(bytes) else {
            Issue.record("no header")
            return
        }
        #expect(header.length == bytes.count)
        #expect(header.value == Samples.proxied)
        #expect(header.records.map(\.kind) == [.uniqueIdentifier, .checksum])
    }

    @Test(
        arguments: [
            (Samples.source, Samples.destination, Samples.proxied, 28),
            (
                ProxyAddress.ipv6(high: 1, low: 2, port: 3), ProxyAddress.ipv6(high: 4, low: 5, port: 6),
                .proxied(source: .ipv6(high: 1, low: 2, port: 3), destination: .ipv6(high: 4, low: 5, port: 6)), 52
            ),
            (
                ProxyAddress.unix([0x2f, 0x61]), ProxyAddress.unix([0, 0x62]),
                .proxied(source: .unix([0x2f, 0x61]), destination: .unix([0, 0x62])), 232
            ),
            (
                ProxyAddress.ipv4(0x0102_0304, port: 9), ProxyAddress.ipv6(high: 4, low: 5, port: 6),
                .proxied(
                    source: .ipv6(high: 0, low: 0xffff_0102_0304, port: 9), destination: .ipv6(high: 4, low: 5, port: 6)
                ),
                52
            ),
            (nil, nil, .local, 16), (Samples.source, nil, .unknown, 16),
            (ProxyAddress.unix([]), Samples.source, .unknown, 16),
        ] as [(ProxyAddress?, ProxyAddress?, ProxyHeader.Value, Int)])
    func blocks(source: ProxyAddress?, destination: ProxyAddress?, value: ProxyHeader.Value, length: Int) {
        var writer = ProxyHeaderWriter()
        writer.beginVersion2(source: source, destination: destination)
        writer.finishVersion2()
        #expect(Samples.parse(writer.finished()) == .header(ProxyHeader(length: length, value: value)))
    }

    @Test func tlsRecordBehindOtherBytes() throws {
        var writer = ProxyHeaderWriter(after: [9, 9, 9])
        writer.beginVersion2(source: Samples.source, destination: Samples.destination)
        writer.append(.authority, Array("host".utf8).span)
        writer.beginTLS([.tls], verification: 0x0102_0304)
        writer.append(.tlsVersion, Array("TLSv1.3".utf8).span)
        writer.append(.tlsCipher, Array("AES".utf8).span)
        writer.endTLS()
        writer.append(.applicationProtocol, Array("h2".utf8).span)
        writer.finishVersion2(checksum: true)
        let all = writer.finished()
        #expect(all.prefix(3) == [9, 9, 9])
        let bytes = Array(all.dropFirst(3))
        guard case .header(let header) = Samples.parse(bytes) else {
            Issue.record("no header")
            return
        }
        #expect(header.records.map(\.kind) == [.authority, .tls, .applicationProtocol, .checksum])
        let record = try #require(header.record(.tls))
        let tls = ProxyTLSValue(record, in: bytes.span)
        #expect(tls?.client == [.tls] && tls?.verification == 0x0102_0304)
        #expect(tls?.records.map { Array(bytes[$0.value]) } == [Array("TLSv1.3".utf8), Array("AES".utf8)])
    }

    @Test func tooMuchIsNotAppended() {
        var writer = ProxyHeaderWriter()
        writer.beginVersion2(source: nil, destination: nil)
        let fits = writer.append(.padding, [UInt8](repeating: 0, count: 65_000).span)
        let fitsToo = writer.append(.padding, [UInt8](repeating: 0, count: 1000).span)
        writer.finishVersion2(checksum: true)
        #expect(fits && !fitsToo)
        let bytes = writer.finished()
        #expect(bytes.count == 16 + 65_003 + 7)
        #expect(Samples.parse(bytes) == .malformed(.tooLong))
        #expect(Samples.parse(bytes, limit: 70_000) == .header(ProxyHeader(length: bytes.count, value: .local)))
    }
}
