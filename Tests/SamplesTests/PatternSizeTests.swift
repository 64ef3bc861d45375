import Memory
import Testing

@testable import Samples

@Suite struct PatternSizeTests {
    static let text = (0..<100_000).map { "www\($0).example.com backend_\($0 % 100)\n" }.joined()

    /// A hundred thousand strings cost at most a hundred bytes each above their text, also after commands by text.
    @Test func strings() throws {
        let list = try PatternFixture(.string, Self.text)
        #expect(list.value("www77777.example.com") == "backend_77")
        let size = list.reference.size
        #expect(size.total - size.texts <= 100 * 100_000)
        #expect(list.reference.remove(PatternSelection("www77777.example.com")) == 1)
        #expect(list.value("www77777.example.com") == nil)
        let changed = list.reference.size
        #expect(changed.total - changed.texts <= 100 * 100_000)
    }

    @Test func suffixesWithAnIndexForCommands() throws {
        let list = try PatternFixture(.suffix, Self.text)
        list.reference.remove(PatternSelection("www77777.example.com"))
        let size = list.reference.size
        #expect(size.total - size.texts <= 100 * 100_000)
    }

    /// Changes do not pile up: entries that come and go leave nothing.
    @Test func changesLeaveNothingBehind() throws {
        let list = try PatternFixture(.string, "a 1\nb 2\n")
        let before = list.reference.size.total
        for round in 0..<1000 {
            try list.reference.add([(Array("k\(round)".utf8), [])])
            list.reference.remove(PatternSelection("k\(round)"))
            _ = try list.reference.set(PatternSelection("a"), value: Array("\(round % 10)".utf8))
        }
        #expect(list.reference.size.total <= before + 300)
    }
}
