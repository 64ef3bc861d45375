import Testing

@testable import Balancing

@Suite struct HashTests {
    private func hash(_ string: String, _ function: HashFunction) -> UInt32 { function.hash(Array(string.utf8).span) }

    /// Observed of HAProxy 2.6, see `KeyTests`.
    @Test(
        arguments: [
            ("a", 0x61, 0x2b606, 0x714b_f225, 0xe8b7_be43), ("ab", 0x61_1841, 0x59_7728, 0x12b8_a5f9, 0x9e83_486d),
            ("hello", 0x28d1_9932, 0x0f92_3099, 0xd2e6_e6b7, 0x3610_a686),
            ("0123456789", 0xa8e4_dc05, 0x3b5a_4652, 0xff57_9b60, 0xa684_c7c6),
            ("The quick brown fox", 0x8d17_ac23, 0x97c3_fcf8, 0x60c3_44cd, 0xb745_74de),
            ("caf\u{e9}", 0x187b_33ce, 0x0f35_767b, 0xf05f_2d53, 0x98ad_42b5),
        ] as [(String, UInt32, UInt32, UInt32, UInt32)])
    func functions(key: String, sdbm: UInt32, djb2: UInt32, wt6: UInt32, crc32: UInt32) {
        #expect(hash(key, .sdbm) == sdbm)
        #expect(hash(key, .djb2) == djb2)
        #expect(hash(key, .wt6) == wt6)
        #expect(hash(key, .crc32) == crc32)
    }

    @Test func emptyKeys() {
        #expect(hash("", .sdbm) == 0)
        #expect(hash("", .djb2) == 5381)
        #expect(hash("", .crc32) == 0)
        #expect(hash("", .none) == 0)
    }

    @Test(
        arguments: [
            ("0", 0), ("12", 12), (" 12 34", 12), ("+7", 7), ("-1", 0xffff_ffff), ("4294967296", 0), ("abc", 0),
            ("12abc", 12),
        ] as [(String, UInt32)])
    func number(key: String, value: UInt32) { #expect(hash(key, .none) == value) }

    @Test(
        arguments: [
            (0x61, 0x6d1e_ff97), (0x3025_f862, 0x274b_4266), (0x28d1_9932, 0x7ae0_88a6), (0x8d17_ac23, 0x2afa_0ab3),
            (0x7f00_0001, 0x8a1b_584b),
        ] as [(UInt32, UInt32)])
    func avalanche(value: UInt32, result: UInt32) {
        #expect(HashModifier.avalanche.apply(value) == result)
        #expect(HashModifier.none.apply(value) == value)
    }

    /// HAProxy's servers for single-letter keys.
    @Test(arguments: [
        ([1, 2, 3], "132323"), ([5, 1, 1], "1112113"), ([1, 1, 5], "1332333"), ([4, 2, 1], "1121213"),
        ([2, 3], "12122"), ([7, 3, 2], "112123111213"), ([10, 5, 3, 2, 1], "121312131241121312145"),
    ])
    func slotMap(weights: [Int], places: String) {

        #expect(SlotMap.places(weights: weights).map { Character("\($0 + 1)") } == Array(places))
    }
}
