import Balancing
import Configuration
import Memory
import Testing

@testable import Proxying

struct GenerationBuilderTests {
    static let timeouts = "timeout connect 1s\n timeout client 2s\n timeout server 3s"

    @Test func readsARealConfiguration() throws {
        let reading = Reading(
            """
            global
                maxconn 1000
                nbthread 2
            defaults
                mode http
                \(Self.timeouts)
            frontend web
                bind 127.0.0.1:8080-8081 name here
                bind unix@/run/web.sock mode 600
                maxconn 50
                default_backend app
            backend app
                balance leastconn
                server one 192.0.2.1:80 weight 3
                server two [2001:db8::1]:81 backup maxconn 7
                server three 192.0.2.3 disabled id 2
            """)
        #expect(reading.alerts == [])
        let generation = try #require(reading.generation)
        #expect(generation.global.maximumConnections == 1000 && generation.global.threads == 2)
        let web = try #require(reading.proxy("web"))
        let app = try #require(reading.proxy("app"))
        #expect(web.settings.mode == .http && web.settings.timeouts.client == .seconds(2))
        #expect(web.settings.binds.map(\.address.ports) == [8080...8081, nil])
        #expect(web.settings.binds.map(\.identifier) == [1, 2] && web.settings.binds.first?.name == "here")
        #expect(web.settings.binds.last?.mode == 0o600)
        #expect(web.defaultBackend == app.index && web.connections.limit == 50)
        #expect(app.servers.map(\.settings.weight) == [3, 1, 1])
        #expect(app.servers.map(\.settings.isBackup) == [false, true, false])
        #expect(app.servers.map(\.settings.identifier) == [1, 3, 2], "free numbers in order")
        #expect(app.servers.map(\.slot.limit) == [0, 7, 0] && app.servers.last?.slot.isUsable == false)
        #expect(app.set.slots.count == 3)
    }

    @Test func defaultsHoldForWhatFollowsThem() {
        let reading = Reading(
            """
            backend early
                server s 192.0.2.1:80
            defaults
                mode http
                \(Self.timeouts)
                retries 7
                option redispatch
                balance source
            backend inherits
                server s 192.0.2.1:80
            backend overrides
                retries 1
                no option redispatch
                balance first
                server s 192.0.2.1:80
            defaults
                mode tcp
                \(Self.timeouts)
            backend later
                server s 192.0.2.1:80
            """)
        #expect(reading.alerts == [])
        #expect(reading.settings("early")?.mode == .tcp && reading.settings("early")?.timeouts.server == .never)
        #expect(reading.settings("inherits")?.retries == 7 && reading.settings("inherits")?.mode == .http)
        #expect(reading.settings("inherits")?.options.contains(.redispatch) == true)
        #expect(reading.settings("overrides")?.retries == 1)
        #expect(reading.settings("overrides")?.options.contains(.redispatch) == false)
        #expect(reading.settings("later")?.retries == 3 && reading.settings("later")?.mode == .tcp)
    }

    @Test func namedDefaultsAreChosenAndInheritFromEachOther() {
        let reading = Reading(
            """
            defaults base
                mode http
                \(Self.timeouts)
                retries 5
            defaults more from base
                timeout server 9s
            backend a from base
                server s 192.0.2.1:80
            backend b from more
                server s 192.0.2.1:80
            """)
        #expect(reading.alerts == [])
        #expect(reading.settings("a")?.timeouts.server == .seconds(3) && reading.settings("a")?.retries == 5)
        #expect(reading.settings("b")?.timeouts.server == .seconds(9) && reading.settings("b")?.retries == 5)
    }

    @Test func defaultServersHoldForServersBelow() {
        let reading = Reading(
            """
            backend b
                \(Self.timeouts)
                default-server weight 9 maxconn 4
                server one 192.0.2.1:80
                server two 192.0.2.2:80 weight 2
            """)
        #expect(reading.proxy("b")?.servers.map(\.settings.weight) == [9, 2])
        #expect(reading.proxy("b")?.servers.map(\.settings.maximumConnections) == [4, 4])
    }

    @Test func templatesBecomeServers() {
        let reading = Reading("backend b\n \(Self.timeouts)\n server-template web 1-3 192.0.2.1:80 weight 2")
        #expect(reading.proxy("b")?.servers.map(\.name) == ["web1", "web2", "web3"])
        #expect(reading.proxy("b")?.servers.allSatisfy { $0.settings.weight == 2 } == true)
    }

    @Test func namesAreNotLookedUpWhereTheTextAloneDecides() {
        let text =
            """
            backend b
                \(Self.timeouts)
                server-template s 2 localhost:80
                server a localhost:1 init-addr none
            """
        #expect(
            Reading(text, looksUpNames: false).alerts == [
                "5: 'server b/s1' : could not resolve address 'localhost'.",
                "5: 'server b/s2' : could not resolve address 'localhost'.",
            ])
    }

    @Test func aListenIsBoth() {
        let reading = Reading("listen l\n \(Self.timeouts)\n bind :8080\n server s 192.0.2.1:80")
        #expect(reading.proxy("l")?.defaultBackend == reading.proxy("l")?.index)
        #expect(reading.settings("l")?.kindName == "proxy")
    }

    /// All of them come in one run, and nothing is built.
    @Test func everyErrorIsSaid() {
        let reading = Reading(
            """
            global
                maxconn lots
            frontend f
                bind
                mode httpp
                default_backend nowhere
            backend b
                server s
                server s 192.0.2.1:80 weight 300
                balance robin
                timeout client 1s
            """)
        #expect(reading.generation == nil)
        #expect(
            reading.diagnostics.items.filter { $0.severity == .alert }.compactMap(\.location?.line) == [
                2, 4, 5, 8, 9, 10, 6,
            ])
        #expect(reading.alerts.last?.contains("unable to find required default_backend: 'nowhere'") == true)
        #expect(reading.warnings.contains { $0.hasPrefix("11: 'timeout client' ignored") })
    }

    @Test(arguments: [
        ("backend b\nbackend b", "has the same name as backend 'b' declared at a.cfg:1."),
        ("frontend f\n default_backend f", "unable to find required default_backend: 'f'"),
        ("listen l\n default_backend l", "loop detected for default_backend: 'l'."),
        (
            "frontend f\n mode http\n default_backend b\nbackend b\n mode tcp",
            "tries to use incompatible tcp backend 'b'"
        ),
        ("backend b from nothing", "defaults section 'nothing' not found for backend 'b'."),
        ("defaults d\ndefaults d\nbackend b from d", "ambiguous defaults section name 'd'"),
        ("backend", "'backend' expects an <id> argument"), ("backend a!b", "character '!' is not permitted"),
        ("backend b extra", "cannot handle unexpected argument 'extra'."),
        ("global x", "'global' cannot handle unexpected argument 'x'."),
        ("fcgi-app p", "is not built yet"), ("backend b\n errorfiles none", "unknown http-errors section 'none'"),
        ("backend b\n server s 192.0.2.1:80\n server s 192.0.2.1:80", "another server named 's' was already defined"),
    ])
    func refusesWith(_ text: String, _ words: String) {
        let reading = Reading(text)
        #expect(reading.generation == nil)
        #expect(reading.alerts.contains { $0.contains(words) }, "\(reading.alerts)")
    }

    @Test func errorSectionsAreNamedAndChosen() throws {
        let reading = Reading(
            """
            backend b
                \(Self.timeouts)
                mode http
                errorfiles mine 503
                http-error status 404 content-type text/plain string "not here"
            http-errors mine
            """)
        #expect(reading.alerts == [])
        let replies = try #require(reading.settings("b")?.replies)
        // The section has no answer to 503, so that the usual one stays.
        #expect(replies[404]?.status == 404 && replies[503] == nil)
    }

    @Test func proxiesWithoutANumberGetTheFreeOnes() {
        let reading = Reading("backend a\nbackend b\n id 1\nbackend c\nbackend d\n id 4\nbackend e")
        #expect(["a", "b", "c", "d", "e"].map { reading.settings($0)?.identifier } == [2, 1, 3, 4, 5])
    }
}
