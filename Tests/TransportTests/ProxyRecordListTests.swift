import Testing

@testable import Transport

private typealias Samples = ProxyProtocolSamples

@Suite struct ProxyRecordListTests {
    private func list(_ records: [UInt8]...) throws -> ProxyRecordList {
        let bytes = Samples.version2(0x21, 0x11, Samples.ends + records.flatMap { $0 })
        guard case .header(let header) = Samples.parse(bytes + [0x47]) else { throw Refused() }
        let kept = header.keptRecords(of: bytes.span)
        return try #require(kept)
    }

    private struct Refused: Error {}

    @Test func recordsAreFoundByTypeAndNumber() throws {
        let records = try list(
            Samples.record(2, Array("first".utf8)), Samples.record(0xe0, []), Samples.record(2, Array("second".utf8)))
        #expect(records.value(2)?.bytes == Array("first".utf8))
        #expect(records.value(2, number: 1)?.bytes == Array("second".utf8))
        #expect(records.value(2, number: 2) == nil)
        #expect(records.value(0xe0)?.bytes == [])
        #expect(records.value(5) == nil)
        #expect(records.count == 3 * 3 + 11)
    }

    /// A value that looks like a record is none.
    @Test func valuesAreNotSearched() throws {
        let records = try list(Samples.record(0xe1, Samples.record(2, [0x61])))
        #expect(records.value(2) == nil)
    }

    @Test func longValuesAreRefusedOrLeftOut() throws {
        let long = [UInt8](repeating: 0x61, count: 1025)
        let longest = try list(Samples.record(2, Array(long.dropLast())))
        #expect(longest.value(2)?.count == 1024)
        for kind in [2, 0xe0] as [UInt8] {
            let bytes = Samples.version2(0x21, 0x11, Samples.ends + Samples.record(kind, long))
            #expect(Samples.parse(bytes) == .malformed(.badRecord))
        }
        let records = try list(Samples.record(4, long), Samples.record(0x20, long), Samples.record(2, [0x62]))
        #expect(records.count == 4)
        #expect(records.value(2)?.bytes == [0x62])
    }

    @Test func aHeaderWithoutRecordsKeepsNone() throws {
        let bytes = Samples.version2(0x21, 0x11, Samples.ends)
        guard case .header(let header) = Samples.parse(bytes) else { throw Refused() }
        let kept = header.keptRecords(of: bytes.span)
        #expect(kept == nil)
    }
}
