@testable import Transport

/// Headers for the tests of reading and writing.
enum ProxyProtocolSamples {
    static func parse(_ bytes: [UInt8], limit: Int = 16_384) -> ProxyHeader.Reading {
        ProxyHeader.parse(bytes.span, limit: limit)
    }

    static func parse(_ line: String) -> ProxyHeader.Reading { parse(Array(line.utf8)) }

    static func hexadecimal(_ digits: String) -> [UInt8] {
        let digits = Array(digits.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
        }
    }

    static let ends: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 0x03, 0xe8, 0, 80]
    static let source = ProxyAddress.ipv4(0x0102_0304, port: 1000)
    static let destination = ProxyAddress.ipv4(0x0506_0708, port: 80)
    static let proxied = ProxyHeader.Value.proxied(source: source, destination: destination)

    static func version2(_ command: UInt8, _ family: UInt8, _ block: [UInt8]) -> [UInt8] {
        ProxyHeader.signature
            + [command, family, UInt8(truncatingIfNeeded: block.count >> 8), UInt8(truncatingIfNeeded: block.count)]
            + block
    }

    static func record(_ kind: UInt8, _ value: [UInt8]) -> [UInt8] {
        [kind, UInt8(truncatingIfNeeded: value.count >> 8), UInt8(truncatingIfNeeded: value.count)] + value
    }

    static func path(_ name: String) -> [UInt8] {
        Array(name.utf8) + [UInt8](repeating: 0, count: 108 - name.utf8.count)
    }

    static let ipv4Packet: [UInt8] =
        [0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8] + tcp
    static let tcp: [UInt8] = [0x03, 0xe8, 0, 80] + [UInt8](repeating: 0, count: 8) + [0x50] + [0, 0, 0, 0, 0, 0, 0]
    static let ipv6Packet: [UInt8] =
        [0x60, 0, 0, 0, 0, 20, 6, 64] + [UInt8](repeating: 0, count: 15) + [1] + [UInt8](repeating: 0, count: 15) + [2]
        + tcp
    static let magic: UInt32 = 0x0123_456a

    static func legacy(_ packet: [UInt8]) -> [UInt8] {
        [0x01, 0x23, 0x45, 0x6a, 0, 0, 0, UInt8(packet.count)] + packet
    }

    static func standard(_ packet: [UInt8], type: UInt8 = 1) -> [UInt8] {
        [0x01, 0x23, 0x45, 0x6a, 0, 0, 0, UInt8(packet.count + 12), 0, type, 0, UInt8(packet.count)] + packet
    }

    static let validLines = [
        "PROXY TCP4 1.2.3.4 5.6.7.8 1000 80\r\n", "PROXY TCP6 ::1 2001:db8::2 65535 0\r\n", "PROXY UNKNOWN\r\n",
        "PROXY UNKNOWN ::1 anything at all\r\n",
    ]

    static let validBlocks = [
        version2(0x21, 0x11, ends), version2(0x20, 0, []), version2(0x20, 0xff, [1, 2, 3]), version2(0x21, 0, []),
        version2(0x21, 0x11, ends + record(2, Array("host".utf8)) + record(0xee, [])),
        version2(0x21, 0x31, path("/a") + path("/b")),
        hexadecimal(
            "0d0a0d0a000d0a515549540a2121004220010db800000000000100000000000100000000000000000000ffff0102030403e8005003"
                + "000420220fec050014616263323030313a6462383a3a313a303a303a31"),
    ]
}
