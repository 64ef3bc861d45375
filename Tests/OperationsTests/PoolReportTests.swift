import Memory
import Testing

@testable import Operations

struct PoolReportTests {
    private let loops = [
        [
            PoolFigures(name: "buffer", size: 16_384, allocated: 4, used: 1, peak: 4, failures: 0),
            PoolFigures(name: "stream", size: 0, allocated: 0, used: 0, peak: 0, failures: 0),
        ],
        [
            PoolFigures(name: "buffer", size: 16_384, allocated: 2, used: 2, peak: 2, failures: 1),
            PoolFigures(name: "stream", size: 100, allocated: 7, used: 3, peak: 7, failures: 0),
        ],
    ]

    @Test func poolsOfAllLoopsAddUp() {
        let pools = PoolReport.added(loops)
        #expect(pools.map(\.name) == ["buffer", "stream"] && pools.map(\.used) == [3, 3])
        #expect(pools.map(\.size) == [16_384, 100] && pools.map(\.users) == [2, 2])
    }

    @Test(
        arguments: [
            (["byname"], ["buffer", "stream"]), (["bysize"], ["buffer", "stream"]),
            (["byusage"], ["buffer", "stream"]),
            (["match", "st"], ["stream"]), (["match", "x"], []),
        ] as [([String], [String])])
    func selects(_ words: [String], _ names: [String]) throws {
        let selection = try #require(PoolSelection(words[...]))
        #expect(PoolReport.select(PoolReport.added(loops), selection).map(\.name) == names)
    }

    @Test(arguments: [["x"], ["match"], ["0"], ["-1"], ["byname", "byx"]])
    func refuses(_ words: [String]) {
        #expect(PoolSelection(words[...]) == nil)
    }

    @Test func aLineNamesEveryFigure() throws {
        let text = PoolReport.text(loops, try #require(PoolSelection(["match", "buffer"])))
        #expect(
            text.contains(
                "  - Pool buffer (16384 bytes) : 6 allocated (98304 bytes), 3 used (~3 by thread caches), peak 6, 1 failures, 2 users\n"
            ))
    }
}
