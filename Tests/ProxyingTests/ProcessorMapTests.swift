import Testing

@testable import Proxying

struct ProcessorMapTests {
    /// What five threads are bound to, in one group or in two of three and two.
    private func bound(_ lines: [String], groups: Int = 1) -> [String] {
        let reading = Reading("global\n" + lines.map { " cpu-map \($0)\n" }.joined())
        #expect(reading.alerts == [])
        var threadGroups = ThreadGroups()
        threadGroups.count = groups
        let map = reading.generation?.global.placement.map
        return map?.processors(threads: 5, threadGroups).map { $0?.text ?? "-" } ?? []
    }

    @Test(
        arguments: [
            (["1 0-3"], "0-3 0-3 0-3 0-3 0-3"),
            (["1/all 0,2 5-"], "0,2,5-1023 0,2,5-1023 0,2,5-1023 0,2,5-1023 0,2,5-1023"),
            (["1/odd 1", "1/even 2"], "1 2 1 2 1"), (["1/4- 7"], "- - - 7 7"), (["1/3-2 7"], "- 7 7 - -"),
            (["1/all 0", "1/2 1"], "0 1 0 0 0"), (["1/2 1", "1/all 0"], "0 0 0 0 0"), (["2 1"], "- - - - -"),
            (["auto:1/1-4 3 2 1 0"], "0 1 2 3 -"), (["auto:1/2-3 8,4"], "- 4 8 - -"),
            (["auto:1/odd 10-41"], "10 - 11 - 12"),
            (["auto:1/even 10-41"], "- 10 - 11 -"), (["auto:1/all 100-163"], "100 101 102 103 104"),
            (["auto:1 100-163"], "100 101 102 103 104"), (["auto:all 0-63"], "0 0 0 0 0"),
        ] as [([String], String)])
    func threadsOfOneGroup(_ lines: [String], _ sets: String) { #expect(bound(lines).joined(separator: " ") == sets) }

    @Test(
        arguments: [
            (["2 1"], "- - - 1 1"), (["2/2 1", "1/1- 0"], "0 0 0 - 1"), (["all/1 5"], "5 - - 5 -"),
            (["auto:1-2 6,9"], "6 6 6 9 9"), (["auto:1-2/2 6,9"], "- 6 - - 9"),
            (["auto:1/1-3 0-2", "auto:2/1-3 3-5"], "0 1 2 3 4"),
        ] as [([String], String)])
    func threadsOfTwoGroups(_ lines: [String], _ sets: String) {
        #expect(bound(lines, groups: 2).joined(separator: " ") == sets)
    }

    @Test(arguments: [
        "auto:1-2/1-2 0-1", "auto:all/odd 0-31", "auto:1/1-4 0", "1/1 0x1", "1/1 0-1-2", "1/1 1-x", "1/1 ,0",
    ])
    func isRefused(_ line: String) { #expect(Reading("global\n cpu-map \(line)\n").alerts.count == 1) }
}
