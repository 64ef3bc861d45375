import Memory
import Testing

@testable import Samples

/// The rules of the manual's 7.1.6. The expectations were read from HAProxy 2.6 with `get map`.
@Suite struct AddressMatchingTests {
    static let list = """
        10.0.0.0/8 a
        1.2.3.0/255.255.255.0 b
        1.0.3.0/255.0.255.0 nc
        2001:db8::/32 c
        ::ffff:1.2.3.9/128 m
        ::5.6.7.8/128 w
        5.6.0.0/16 v
        2002:a00::/24 six2four
        9.9.9.9 one
        9.9.9.9 two

        """

    @Test(arguments: [
        ("10.1.1.1", "a"), ("1.2.3.9", "b"), ("1.7.3.1", "nc"), ("::ffff:10.1.1.1", "a"), ("::10.1.1.1", "a"),
        ("2002:a01:101::1", "six2four"), ("5.6.7.8", "v"), ("::5.6.7.8", "w"), ("::ffff:1.2.3.9", "m"),
        ("2001:db8::1", "c"), ("9.9.9.9", "one"), ("::ffff:1.7.3.1", "nc"), ("2001:db9::1", nil), ("11.0.0.0", nil),
    ])
    func acrossFamilies(_ address: String, _ value: String?) throws {
        #expect(try PatternFixture(.address, Self.list).address(address) == value)
    }

    @Test func everythingAndNothing() throws {
        let all4 = try PatternFixture(.address, "0.0.0.0/0 x\n")
        #expect(all4.address("1.2.3.4") == "x")
        #expect(all4.address("255.255.255.255") == "x")
        #expect(all4.address("::1") == "x")
        #expect(all4.address("2001::1") == nil)
        #expect(try PatternFixture(.address, "::/0 x\n").address("1.2.3.4") == "x")
        #expect(try PatternFixture(.address, "::/0 x\n").address("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff") == "x")
        #expect(try PatternFixture(.address, "").address("1.2.3.4") == nil)
        #expect(try PatternFixture(.address, "2002:a00::/24 x\n10.0.0.0/8 y\n").address("2002:b00::1") == nil)
        #expect(try PatternFixture(.address, "10.0.0.0/8 y\n").address("2002:a01:101::1") == "y")
    }

    @Test func theLongestOfNestedNetworksWins() throws {
        let list = try PatternFixture(
            .address, "0.0.0.0/0 all\n10.0.0.0/8 8\n10.1.0.0/16 16\n10.1.2.3 32\n10.1.255.0/24 24\n")
        for (address, value) in [
            ("9.255.255.255", "all"), ("10.0.0.0", "8"), ("10.1.0.0", "16"), ("10.1.2.3", "32"), ("10.1.2.4", "16"),
            ("10.1.255.255", "24"), ("10.2.0.0", "8"), ("11.0.0.0", "all"),
        ] {
            #expect(list.address(address) == value)
        }
    }

    @Test func likeOneByOne() throws {
        let networks = (0..<300).map { _ in
            (UInt32.random(in: 0...0xFFF) << 20 | .random(in: 0...0xFF), Int.random(in: 4...32))
        }
        let text = networks.enumerated().map { "\(Self.text($1.0))/\($1.1) \($0)\n" }.joined()
        let list = try PatternFixture(.address, text)
        for _ in 0..<2000 {
            let address = UInt32.random(in: 0...0xFFF) << 20 | .random(in: 0...0xFF)
            let matching = networks.indices.filter { (networks[$0].0 ^ address) >> UInt32(32 - networks[$0].1) == 0 }
            let longest = matching.map { networks[$0].1 }.max()
            #expect(list.value(.ipv4(address)) == matching.first { networks[$0].1 == longest }.map(String.init))
        }
    }

    private static func text(_ address: UInt32) -> String {
        [24, 16, 8, 0].map { "\(address >> UInt32($0) & 255)" }.joined(separator: ".")
    }

    @Test(arguments: [
        ("192.168.1", "192.168.0.1"), ("10.12", "10.0.0.12"), ("127.1", "127.0.0.1"), ("10.300", "10.0.1.44"),
        ("010.0.0.1", "8.0.0.1"), ("1", "0.0.0.1"),
    ])
    func shortForms(_ pattern: String, _ address: String) throws {
        #expect(try PatternFixture(.address, "\(pattern) x\n").address(address) == "x")
    }

    @Test func shortFormsWithAMask() throws {
        let list = try PatternFixture(.address, "192.168.1/22 x\n")
        #expect(list.address("192.168.3.255") == "x")
        #expect(list.address("192.168.4.0") == nil)
    }

    @Test(arguments: [
        "1.2.3.4/33", "1.2.3.4/x", "1.2.3.4.5", "::1/129", "::1/x", "::x", "1.2.3.4/", "1.2.3.4/32/1", "1.2.3.256",
        "::1/",
        "1.2.3.4/255", "10.", "[::1]", "fe80::1%eth0", "1:2:3:4:5:6:7", "1::2::3", ":1::", "1:2:3:4:5:6:7:8:9",
        "0x7f.1",
    ])
    func refused(_ pattern: String) {
        let use = PatternUse(.address, resolvesNames: false)
        #expect(
            failures { _ = try PatternFixture(use, pattern, columns: .one) } == [
                "'\(pattern)' is not a valid IPv4 or IPv6 address at line 1 of file 'test.map'"
            ])
    }

    @Test func namesAreResolvedUnlessForbidden() throws {
        let list = try PatternFixture(PatternUse(.address, value: .string), "localhost x\n")
        #expect(list.address("127.0.0.1") == "x")
        #expect(failures { try list.reference.add([(Array("localhost".utf8), [])]) }.count == 1)
    }
}
