import Memory
import Testing

@Suite struct NameTableTests {
    private func number(_ name: String, in table: NameTable) -> Int? {
        Array(name.utf8).withView { table.number(of: $0) }
    }

    @Test func findsEveryName() {
        let names = (0..<1000).map { (name: Array("backend-\($0)".utf8), number: $0) }
        let table = NameTable(names)
        for (name, number) in names { #expect(name.withView { table.number(of: $0) } == number) }
        #expect(number("backend-1000", in: table) == nil)
        #expect(number("backend-", in: table) == nil)
        #expect(number("", in: table) == nil)
    }

    @Test func anEmptyTableHasNothing() { #expect(number("a", in: NameTable([])) == nil) }

    @Test func theFirstOfEqualNamesCounts() {
        let table = NameTable([(Array("a".utf8), 1), (Array("a".utf8), 2), ([], 3)])
        #expect(number("a", in: table) == 1)
        #expect(number("", in: table) == 3)
    }
}
