import Configuration
import Proxying
import Testing

/// Each keyword has one row in each section: of two, the second would never be found.
struct KeywordRowTests {
    @Test func rowsOfGlobal() { #expect(doubled(GlobalKeywords.catalogue.rows) == []) }
    @Test func rowsOfProxies() { #expect(doubled(ProxyKeywords.catalogue.rows) == []) }
    @Test func rowsOfBindLines() { #expect(doubled(BindKeywords.catalogue.rows) == []) }
    @Test func rowsOfServerLines() { #expect(doubled(ServerKeywords.catalogue.rows) == []) }

    private func doubled<Target>(_ rows: [Keyword<Target>]) -> [String] {
        var places: [String: SectionSet] = [:]
        return rows.compactMap { row in
            let name = row.words.joined(separator: " ") + "\(row.matching)"
            let known = places[name, default: []]
            places[name] = known.union(row.places)
            return known.isDisjoint(with: row.places) ? nil : name
        }
    }
}
