import Memory
import Testing
import Transport

@testable import Proxying

struct CookiePersistenceTests {
    private func date(_ text: String) -> CookieDate { Array(text.utf8).withView { CookieDate($0) } }

    private func text(_ date: CookieDate) -> String {
        let buffer = Buffer(capacity: 16)
        #expect(date.write(into: buffer))
        return String(decoding: buffer.view(from: buffer.start).bytes, as: UTF8.self)
    }

    @Test func datesAreFiveDigits() {
        for units in [0, 1, 63, 64, 4095, 426_088_025, 0x3fff_ffff] as [UInt32] {
            let date = CookieDate(seconds: Int64(units) * 4 + 3)
            #expect(date.units == units)
            #expect(self.date(text(date)) == date)
        }
        #expect(
            text(CookieDate(seconds: 1_704_352_100)) == "ZZZZZ" && text(CookieDate(seconds: 4_294_967_292)) == "/////")
        #expect(date("ZZZZZjunk") == date("ZZZZZ"), "more digits are not looked at")
        for nonsense in ["", "ZZZZ", "ZZ-ZZ", "----", "ZZZZ_", "ZZZZ "] { #expect(date(nonsense).units == 0) }
    }

    @Test func datesGrowOld() {
        let now = CookieDate(seconds: 1_800_000_000)
        func isOutside(_ age: Int64, _ limit: Int64) -> Bool {
            CookieDate(seconds: 1_800_000_000 - age).isOutside(limit, at: now)
        }
        #expect(!isOutside(60, 60) && isOutside(64, 60) && !isOutside(1_000_000, 0))
        #expect(!isOutside(-86_400, 60) && isOutside(-86_404, 60), "a day ahead is tolerated")
        #expect(!CookieDate().isOutside(60, at: now), "no date is never too old")
    }

    /// As HAProxy 2.6 has it.
    @Test func dynamicValuesAreThoseOfOthers() {
        func value(_ address: SocketAddress, _ key: String = "abc") -> String? {
            CookiePersistence.value(for: address, Array(key.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(value(.ipv4(0x7f00_0001, port: 26101)) == "9b034b06303079ad")
        #expect(value(.ipv4(0x7f00_0002, port: 26101)) == "55560cc1fb6d06ab")
        #expect(value(SocketAddress(family: .ipv6, high: 0, low: 1, port: 26105)) == "0b13175d0ac6c6fc")
        #expect(
            value(.ipv4(0x7f00_0001, port: 26101), String(repeating: "k", count: 100)) == "4571ce64b47c289d")
        #expect(value(.unix) == nil)
    }

    @Test func aTableFindsTheFirstThatIsAccepted() {
        let table = CookieTable(["a", nil, "b", "a", ""].map { $0.map { Array($0.utf8) } })
        func server(_ text: String, accepts: (Int) -> Bool = { _ in true }) -> (server: Int?, exists: Bool) {
            Array(text.utf8).withView { table.server(for: $0, accepts: accepts) }
        }
        #expect(server("a") == (0, true) && server("b") == (2, true) && server("") == (4, true))
        #expect(server("a") { $0 != 0 } == (3, true))
        #expect(server("a") { _ in false } == (nil, true))
        #expect(server("c") == (nil, false) && server("A") == (nil, false))
        #expect(table.value(of: 2)?.bytes == Array("b".utf8))
        #expect(table.value(of: 1) == nil && table.value(of: 9) == nil && table.value(of: -1) == nil)
    }
}
