import Testing

@testable import Proxying

/// `peers` sections: who is who, and what is refused.
@Suite struct PeersSectionTests {
    @Test func tablesOfSectionsAndProxiesAreShared() throws {
        let reading = Reading(
            """
            global
                localpeer a
            peers pp
                bind 127.0.0.1:1
                server a
                server b 127.0.0.1:2
                peer c 127.0.0.1:3 shard 2
                shards 2
                table t type string size 1k store gpc0
            backend b
                stick-table type string size 1k peers pp write-to pp/t recv-only
            """)
        #expect(reading.alerts == [])
        let section = try #require(reading.generation?.peers.first)
        #expect(section.localName == "a")
        #expect(section.settings.remotes.map(\.name) == ["b", "c"])
        #expect(section.settings.remotes.map(\.shard) == [0, 2] && section.settings.shards == 2)
        #expect(section.tables.map(\.name) == ["b", "pp/t"])
        let names = section.tables.map { PeerTable($0, section: "pp", identifier: 1).wireName }
        #expect(names == [Array("b".utf8), Array("/t".utf8)])
        #expect(section.copies.map { $0?.name } == ["pp/t", nil])
        #expect(section.tables.first?.settings.isReceiving == true)
        #expect(section.tables.map(\.peerShards.count) == [2, 2])
    }

    @Test(arguments: [
        ("peers p\n peer b 127.0.0.1:1", "Removing incomplete section 'peers p' (no peer named 'a')."),
        ("peers p\n peer a 127.0.0.1:1 shard 1", "Peers section 'p': shard ignored for 'a' local peer"),
        (
            "peers p\n shards 3\n peer a 127.0.0.1:1\n peer b 127.0.0.1:2 shard 4",
            "'peer b' : 4 peer shard greater value than 3 shards value is ignored."
        ),
        (
            "peers p\n peer a 127.0.0.1:1\n peer b 127.0.0.1:2 check",
            "'peer b' : init_addr, resolvers, check and agent are ignored for peers."
        ),
    ])
    func warns(_ text: String, _ words: String) {
        let reading = Reading("global\n localpeer a\n" + text)
        #expect(reading.alerts == [])
        #expect(reading.warnings.contains { $0.contains(words) }, "\(reading.warnings)")
    }

    @Test func optionsOfTheSocketAndOfConnections() throws {
        let reading = Reading(
            """
            global
                localpeer a
            peers pp
                default-bind accept-proxy name x
                bind 127.0.0.1:1 backlog 7
                default-server tfo
                server a
                server b 127.0.0.1:2 source 127.0.0.2 tcp-ut 3s
                log 127.0.0.1 local0
            """)
        #expect(reading.alerts == [])
        let section = try #require(reading.generation?.peers.first)
        let bind = try #require(section.settings.bind)
        #expect(bind.proxyProtocol == .required && bind.name == "x" && bind.backlog == 7)
        let remote = try #require(section.settings.remotes.first)
        let options = remote.route.options
        #expect(options.fastOpen && options.userTimeout == .seconds(3) && options.source?.address != nil)
        #expect(section.logTargets.count == 1)
    }

    @Test(arguments: [
        ("peers p\n bind 127.0.0.1:1\n bind 127.0.0.1:2", "One listener per \"peers\" section is authorized"),
        ("peers p\n bind 127.0.0.1:1-2", "Only one listener per \"peers\" section is authorized"),
        ("global\n localpeer a\npeers p\n peer a 127.0.0.1:1\n bind 127.0.0.1:2", "mixing \"peer\" and \"bind\" line"),
        (
            "global\n localpeer a\npeers p\n peer a 127.0.0.1:1\n peer a 127.0.0.1:2",
            "local peer name already referenced"
        ),
        ("peers p\n peer b 127.0.0.1", "missing port specification in '127.0.0.1'"),
        ("peers p\n table t type ip size 1k\n table t type ip size 1k", "conflicts with table declared in peers 'p'"),
        ("peers p\n table t", "missing size"), ("peers p\n shards", "'shards' : missing value"),
        ("peers p\n foo", "unknown keyword 'foo' in 'peers' section"), ("peers", "missing name for peers section"),
        ("peers p\npeers p", "has the same name as another peers section"),
        ("backend b\n stick-table type ip size 1k peers nobody", "unable to find sync peers 'nobody'"),
        ("peers p\n shards x", "'shards' : expects an integer argument, found 'x'"),
        ("peers p\n shards 0", "'shards' : expects a strictly positive integer argument"),
        ("peers p\n table t type ip size 1k peers p", "table: unknown argument 'peers'"),
        ("peers p\n peer b 127.0.0.1:1\n peer b 127.0.0.1:2", "another peer named 'b' was already defined"),
        ("peers p\n peer b 127.0.0.1:1 source 0.0.0.0 usesrc client", "there is no client whose address"),
        ("peers p\n default-bind foo", "'default-bind foo' in section 'peers' : unknown keyword 'foo'"),
        ("peers p\n log foo", "log : expects <address> and <facility> or global as arguments"),
        ("backend b\n stick-table type ip size 1k write-to b", "it is the table itself"),
        ("backend b\n stick-table type ip size 1k write-to c", "there is no such table"),
        (
            "backend b\n stick-table type ip size 1k write-to c\nbackend c\n stick-table type ipv6 size 1k",
            "its keys have another type or length"
        ),
    ])
    func refuses(_ text: String, _ words: String) {
        let reading = Reading(text)
        #expect(reading.generation == nil)
        #expect(reading.alerts.contains { $0.contains(words) }, "\(reading.alerts)")
    }
}
