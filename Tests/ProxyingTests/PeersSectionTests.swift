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
                table t type ip size 1k store gpc0
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
        #expect(section.tables.first?.settings.learner == "pp/t" && section.tables.first?.settings.isReceiving == true)
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
    ])
    func refuses(_ text: String, _ words: String) {
        let reading = Reading(text)
        #expect(reading.generation == nil)
        #expect(reading.alerts.contains { $0.contains(words) }, "\(reading.alerts)")
    }
}
