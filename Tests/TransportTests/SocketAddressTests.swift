import Glibc
import Memory
import Testing

@testable import Transport

struct SocketAddressTests {
    static let loopback = SocketAddress.ipv4(0x7f00_0001, port: 8080)

    @Test(
        arguments: [
            (.ipv4(0xc000_0201, port: 80), "192.0.2.1", "192.0.2.1:80"), (.ipv4(0, port: 0), "0.0.0.0", "0.0.0.0:0"),
            (.ipv4(0xffff_ffff, port: 65535), "255.255.255.255", "255.255.255.255:65535"),
            (
                SocketAddress(family: .ipv6, high: 0x2001_0db8_0000_0000, low: 1, port: 443), "2001:db8::1",
                "2001:db8::1:443"
            ),
            (SocketAddress(family: .ipv6, port: 1), "::", ":::1"), (.unix, "unix", "unix"),
            (SocketAddress(), "unknown", "unknown"),
        ] as [(SocketAddress, String, String)])
    func hasText(_ address: SocketAddress, _ host: String, _ description: String) throws {
        #expect(address.host == host && address.description == description)
        let pool = BufferPool(name: "test", bufferSize: 1024)
        let buffer = try #require(pool.take())
        buffer.append(host: address)
        #expect(String(decoding: buffer.bytes(in: ByteSlice(0, buffer.end)), as: UTF8.self) == host)
    }

    @Test(arguments: [
        loopback, .ipv4(0xffff_ffff, port: 65535),
        SocketAddress(family: .ipv6, high: 0xfe80_0001_0002_0003, low: 0x0004_0005_0006_0007, port: 9),
    ])
    func survivesTheSystemsForm(_ address: SocketAddress) {
        let back = address.withSystemAddress { pointer, length in
            var storage = sockaddr_storage()
            memcpy(&storage, pointer, Int(length))
            return SocketAddress(&storage)
        }
        #expect(back == address)
    }

    @Test func hasNoSystemFormWithoutAnInternetAddress() {
        #expect(SocketAddress.unix.withSystemAddress { _, _ in true } == nil)
        #expect(SocketAddress().withSystemAddress { _, _ in true } == nil)
    }

    /// What a dual-stack socket calls `::ffff:192.0.2.1` is an IPv4 client.
    @Test func mappedAddressesAreIPv4() {
        let mapped = SocketAddress(family: .ipv6, low: 0xffff_c000_0201, port: 5)
        let seen = mapped.withSystemAddress { pointer, length in
            var storage = sockaddr_storage()
            memcpy(&storage, pointer, Int(length))
            return SocketAddress(&storage)
        }
        #expect(seen == .ipv4(0xc000_0201, port: 5))
    }

    @Test func bytesAreInNetworkOrder() {
        let address = SocketAddress(family: .ipv6, high: 0x0102_0304_0506_0708, low: 0x090a_0b0c_0d0e_0f10)
        #expect(address.bytes == Array(1...16))
        #expect(Self.loopback.bytes.suffix(4) == [127, 0, 0, 1])
        #expect(SocketAddress(family: .ipv6).isAny && !Self.loopback.isAny)
        #expect(Self.loopback.with(port: 1) == .ipv4(0x7f00_0001, port: 1))
    }
}
