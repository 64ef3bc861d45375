import Memory
import Testing

@testable import Proxying

struct SavedServerTests {
    private let line = "3 b 1 s 192.0.2.7 2 0 7 10 77 1 0 2 0 0 0 0 a.example 80 - 0 0 - - 0"

    @Test func readsWhatShowServersStateWrites() throws {
        let saved = try #require(SavedServer(line[...]))
        #expect(saved.backend == "b" && saved.name == "s" && saved.hostName == "a.example" && saved.port == 80)
        #expect(saved.weight == 7 && saved.configuredWeight == 10 && saved.secondsSinceChange == 77)
        #expect(saved.operation == .running && saved.conditions.isEmpty && saved.address?.host == "192.0.2.7")
    }

    @Test func nonsenseIsNoServer() {
        for (old, new) in [
            (" 2 0 7 10", " 9 0 7 10"), (" 2 0 7", " 2 x 7"), (" 7 10", " 257 10"), (" 77 ", " -1 "),
            (" 80 ", " 65536 "),
            (" 80 - 0 0 - - 0", ""), (" 2 0 7 10", ""),
        ] {
            let text = line.replacing(old, with: new)
            #expect(SavedServer(text[...]) == nil, "\(text)")
        }
        #expect(SavedServer("") == nil)
    }

    @Test func whatHasNoAddressHasNone() {
        #expect(SavedServer(line.replacing("192.0.2.7", with: "-")[...]).map { $0.address == nil } == true)
        #expect(SavedServer(line.replacing("192.0.2.7", with: "2001:db8::1")[...])?.address?.host == "2001:db8::1")
    }

    @Test func pathsHaveABase() {
        #expect(StatePath.full("a", base: nil) == "a" && StatePath.full("/a", base: "/b") == "/a")
        #expect(StatePath.full("a", base: "/b") == "/b/a" && StatePath.full("a", base: "/b/") == "/b/a")
    }

    /// What exceeds the rate waits, and the rate falls.
    @Test func aRateLimitAdmitsSoMany() {
        let limit = SessionRateLimit(3)
        #expect((0..<5).map { _ in limit.enter(.seconds(10)) } == [true, true, true, false, false])
        #expect(!limit.enter(Milliseconds(10_999)))
        #expect(limit.enter(Milliseconds(11_400)), "a part of the second before is over")
        #expect((0..<4).map { _ in limit.enter(.seconds(20)) } == [true, true, true, false])
    }
}
