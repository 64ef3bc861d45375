import Configuration
import Testing

@testable import Proxying

struct ResolversConfigurationTests {
    @Test func aSectionIsReadWhole() throws {
        let reading = Reading(
            """
            resolvers dns
              nameserver a 192.0.2.1:53
              nameserver b tcp@[2001:db8::1]:5353 maxconn 4
              accepted_payload_size 4096
              resolve_retries 5
              timeout resolve 2s
              timeout retry 300
              hold valid 20s
              hold obsolete 1m
              hold nx 1s
            """, looksUpNames: false)
        #expect(reading.alerts == [])
        let section = try #require(reading.generation?.resolvers.first)
        #expect(section.nameServers.map(\.name) == ["a", "b"])
        #expect(section.nameServers.map(\.usesStream) == [false, true])
        #expect(section.nameServers.map { $0.address.description } == ["192.0.2.1:53", "2001:db8::1:5353"])
        #expect(section.payloadSize == 4096)
        #expect(section.attempts == 5)
        #expect(section.interval.rawValue == 2000)
        #expect(section.answerTime.rawValue == 300)
        #expect(section.holds.valid.rawValue == 20_000)
        #expect(section.holds.time(for: .nonexistent).rawValue == 1000)
        #expect(section.holds.time(for: .refused).rawValue == 30_000)
        #expect(section.holds.obsolete.rawValue == 60_000)
    }

    @Test func theSystemsNameServers() {
        let text = """
            # comment
            search example
            nameserver 192.0.2.1
              nameserver\t2001:db8::1 # second
            nameserver nonsense
            nameserver
            options edns0
            """
        let servers = ResolversArguments.nameServers(in: text)
        #expect(servers.map(\.name) == ["192.0.2.1", "2001:db8::1"])
        #expect(servers.map(\.address.port) == [53, 53])
        #expect(servers.map(\.location.line) == [3, 4])
    }

    @Test func wordsOfServersComeFromTheirDefaults() throws {
        let reading = Reading(
            """
            resolvers dns
              nameserver a 192.0.2.1:53
            backend b
              timeout connect 1s
              timeout server 1s
              default-server resolvers dns resolve-prefer ipv4 resolve-opts allow-dup-ip,ignore-weight init-addr none
              server one www.example:80
              server two _http._tcp.example resolve-opts prevent-dup-ip resolve-net 10.0.0.0/8,2001:db8::/32
            """, looksUpNames: false)
        #expect(reading.alerts == [])
        let servers = try #require(reading.proxy("b")?.servers)
        #expect(servers.map(\.hostName) == ["www.example", nil])
        #expect(servers.map(\.serviceName) == [nil, "_http._tcp.example"])
        #expect(servers.map(\.address.port) == [80, 0])
        #expect(servers.map { $0.conditions.contains(.unresolved) } == [true, true])
        #expect(servers[0].settings.resolution.allowsDuplicates)
        #expect(!servers[1].settings.resolution.allowsDuplicates)
        #expect(servers[1].settings.resolution.ignoresWeight)
        #expect(servers[1].settings.resolution.networks.count == 2)
    }

    @Test func familiesThatAreAskedFor() {
        #expect(NameFamilies.both.types(preferringIPv4: true, hasRoute: false) == [.ipv4, .ipv6])
        #expect(NameFamilies.both.types(preferringIPv4: false, hasRoute: false) == [.ipv6, .ipv4])
        #expect(NameFamilies.routed.types(preferringIPv4: false, hasRoute: false) == [.ipv4])
        #expect(NameFamilies.routed.types(preferringIPv4: false, hasRoute: true) == [.ipv6, .ipv4])
        #expect(NameFamilies.ipv6.types(preferringIPv4: true, hasRoute: false) == [.ipv6])
    }
}
