import Testing

@testable import Proxying

struct LogConfigurationTests {
    private static let head = "defaults\n timeout client 1s\n timeout connect 1s\n timeout server 1s\n"

    @Test func globalTargetsStandWhereLogGlobalStood() throws {
        let reading = Reading(
            """
            global
                log 192.0.2.1 local0
                log 192.0.2.2:1514 len 100 format raw sample 1,3-4:5 local7 info notice
            \(Self.head) log 192.0.2.3 daemon
                log global
            frontend f
                bind 127.0.0.1:1
                log global
                log stdout format raw daemon
            frontend g
                bind 127.0.0.1:2
                no log
            """)
        #expect(reading.alerts == [])
        let targets = try #require(reading.proxy("f")).logTargets
        #expect(targets.map(\.facility.number) == [3, 16, 23, 3])
        guard case .address(let first) = targets[0].destination else { return #expect(Bool(false)) }
        #expect(first.ports == 514...514)
        #expect(targets[2].maximumLength == 100 && targets[2].format == .raw)
        #expect(targets[2].level == .information && targets[2].minimumLevel == .notice)
        #expect((0..<6).map { targets[2].sampling?.includes($0) } == [true, false, true, true, false, true])
        #expect(try #require(reading.proxy("g")).logTargets.isEmpty)
    }

    @Test func streamAddressesImplyARing() throws {
        let reading = Reading(Self.head + " log tcp@192.0.2.1 local0\nfrontend f\n bind 127.0.0.1:1")
        #expect(reading.alerts == [])
        let rings = try #require(reading.generation).rings.map(\.settings)
        #expect(rings.map(\.name) == ["buf0", "tcp@192.0.2.1"])
        #expect(rings.last?.servers.first?.address?.ports == 514...514)
    }

    @Test(arguments: [
        ("log ring@nowhere local0", "unknown ring 'nowhere'"),
        ("log backend@b local0", "unknown log backend 'b'"),
        ("log backend@f local0", "unknown log backend 'f'"),
        ("log 127.0.0.1 profile p local0", "unknown log-profile 'p'"),
        ("log 127.0.0.1 local", "unknown log facility 'local'"),
        ("mode log", "frontend 'f' cannot use 'mode log'"),
    ])
    func whatCannotBeIsSaid(line: String, message: String) {
        let reading = Reading("\(Self.head)frontend f\n bind 127.0.0.1:1\n \(line)")
        #expect(reading.alerts.contains { $0.contains(message) }, "\(reading.alerts)")
    }
}

@Suite struct CookieLengthTests {
    @Test(arguments: [("", 63, 1), ("tune.http.cookielen 20", 20, 1), ("tune.http.cookielen 200", 100, 0)])
    func capturedCookiesAreLimited(_ line: String, _ limit: Int, _ warnings: Int) {
        let reading = Reading(
            """
            global
             \(line)
            defaults
             mode http
             timeout client 1s
            frontend f
             bind 127.0.0.1:1
             capture cookie SID len 100
            """)
        #expect(reading.settings("f")?.captures.cookie?.limit == limit)
        #expect(reading.warnings.filter { $0.contains("truncating capture length to") }.count == warnings)
    }
}
