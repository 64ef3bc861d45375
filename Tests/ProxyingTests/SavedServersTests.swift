import Configuration
import Testing

@testable import Proxying

struct SavedServersTests {
    private static let head = "1\n# be_id be_name srv_id srv_name …\n"

    private func row(_ server: String, _ fields: String) -> String {
        "3 b 1 \(server) \(fields) 1 0 2 0 0 0 0 - 80 - 0 0 - - 0"
    }

    @Test func rowsAreFoundByNames() throws {
        let saved = try SavedServers(
            Self.head + row("one", "192.0.2.1 2 8 5 10 77") + "\n" + row("two", "- 0 32 1 1 0") + "\n\n")
        let one = try #require(saved.server("one", of: "b"))
        #expect(one.conditions == .forcedDrain)
        #expect([one.weight, one.initialWeight, Int(one.port)] == [5, 10, 80])
        #expect(one.sinceChange == .seconds(77))
        #expect(one.operation == .running)
        #expect(one.hostName == nil)
        let configured = Address(family: .unspecified, host: .name("www"), port: .fixed(81))
        #expect(one.address(like: configured)?.host == .ipv4([192, 0, 2, 1]))
        #expect(one.address(like: configured)?.port == .fixed(81))
        #expect(saved.server("two", of: "b")?.address(like: configured) == nil)
        #expect(saved.server("one", of: "c") == nil)
        #expect(saved.problems == [])
    }

    @Test func whatMakesNoSenseIsLeftOut() throws {
        let saved = try SavedServers(
            Self.head + row("one", "192.0.2.1 9 -1 257 10 99999999999999999999") + "\n" + row("two", "- 2 0 1 1 0"))
        #expect(saved.server("one", of: "b") == nil)
        #expect(saved.server("two", of: "b") != nil)
        #expect(
            saved.problems == [
                "server-state application failed for server 'b/one', invalid srv_op_state value '9', "
                    + "invalid srv_admin_state value '-1', invalid srv_uweight value '257', "
                    + "invalid srv_last_time_change value '99999999999999999999'"
            ])
    }

    @Test(arguments: ["", "2\n", "x", "# 1\n"])
    func filesOfAnotherKind(_ text: String) {
        #expect(throws: SavedServers.Failure.noVersion) { try SavedServers(text) }
    }

    @Test func rowsThatAreCut() {
        #expect(throws: SavedServers.Failure.corrupted(line: 4)) {
            try SavedServers(Self.head + row("one", "- 2 0 1 1 0") + "\n3 b 1 two 192.0.2.1")
        }
    }
}
