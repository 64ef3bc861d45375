import Configuration
import Memory
import Testing

@testable import Proxying

/// Entries of a stick table: found, kept within the size, expired, held, and the memory they take.
@Suite struct StickTableTests {
    private func table(
        _ type: StickTableSettings.KeyType = .integer, length: Int = 4, size: Int, expiry: Milliseconds? = nil,
        evicts: Bool = true, loops: Int = 1, _ stores: [StickData: StickTableSettings.Store] = [.gpc0: .init()]
    ) -> StickTable {
        var settings = StickTableSettings(name: "t", location: SourceLocation(file: "", line: 0))
        settings.keyType = type
        settings.keyLength = length
        settings.size = size
        settings.expiry = expiry
        settings.evicts = evicts
        settings.stores = stores
        return StickTable(settings, loops: loops)
    }

    private func set(_ table: StickTable, _ key: Int, _ value: UInt64, at now: UInt32 = 0) -> Bool {
        StickKey.with(UInt64(key), bytes: 4) { key in
            table.enter(key, now) { shard, place in
                shard.touch(place.record, now)
                shard.set(.gpc0, to: value, at: place.record, now)
                return true
            }
        } ?? false
    }

    private func get(_ table: StickTable, _ key: Int, at now: UInt32 = 0) -> UInt64? {
        StickKey.with(UInt64(key), bytes: 4) { key in
            table.find(key, now) { shard, place in shard.value(.gpc0, at: place.record, now) }
        }
    }

    private func remove(_ table: StickTable, _ key: Int) {
        let _: StickTable.Removal? = StickKey.with(UInt64(key), bytes: 4) { table.remove($0, 0) }
    }

    @Test func entriesAreFoundWhateverCameAndWent() {
        for loops in [1, 8] {
            let table = table(size: 1 << 16, loops: loops)
            var model: [Int: UInt64] = [:]
            var generator = SystemRandomNumberGenerator()
            for step in 0..<60_000 {
                // It grows for a while, then shrinks.
                let key = Int.random(in: 0..<20_000, using: &generator)
                if Int.random(in: 0..<10, using: &generator) < (step < 30_000 ? 7 : 2) {
                    #expect(set(table, key, UInt64(step)))
                    model[key] = UInt64(step)
                } else {
                    remove(table, key)
                    model[key] = nil
                }
            }
            #expect(table.count == model.count)
            for key in 0..<20_000 where get(table, key) != model[key] { Issue.record("key \(key)") }
            var seen = 0
            var place: StickPlace? = .start
            while let start = place { place = table.walk(from: start, limit: 100) { _, _ in seen += 1 } }
            #expect(seen == model.count)
            table.removeAll { _, _ in true }
            #expect(table.count == 0)
        }
    }

    @Test func everythingIsRemovedWhateverHolesThereAre() {
        let table = table(size: 1000)
        for key in 0..<100 { #expect(set(table, key, 1)) }
        // The last one is held, so that holes are not filled.
        let held: StickPlace? = StickKey.with(99, bytes: 4) { table.hold($0, isRequest: false, 0) }
        for key in 0..<20 { remove(table, key) }
        let _: Void? = held.flatMap { table.with($0) { shard, record in shard.drop(record, 0) } }
        table.removeAll { _, _ in true }
        #expect(table.count == 0)
        for key in 0..<100 { #expect(get(table, key) == nil) }
    }

    @Test func whatIsNotThereIsNotRemoved() throws {
        let table = table(size: 10)
        #expect(set(table, 1, 1))
        #expect(table.remove(number: 77) == .noEntry && table.remove(number: 0) == .noEntry)
        #expect(table.remove(key: "5", 0) == .done)
        #expect(table.count == 1)
        #expect(table.remove(number: 1) == .done)
        #expect(table.count == 0)
    }

    @Test func theOldestGoesWhenThereIsNoRoom() {
        let table = table(size: 100)
        #expect(table.shardCount == 1)
        for key in 0..<100 { #expect(set(table, key, 1)) }
        // The first one is used again.
        #expect(set(table, 0, 2))
        #expect(set(table, 100, 1))
        #expect(table.count == 100)
        #expect(get(table, 0) == 2)
        #expect(get(table, 1) == nil)
        #expect(get(table, 2) == 1)
    }

    @Test func aLargeTableStaysWithinItsSize() {
        let table = table(size: 20_000, loops: 4)
        #expect(table.shardCount > 1)
        for key in 0..<100_000 { #expect(set(table, key, 1)) }
        #expect(table.count == 20_000)
        // What was used last is there, but for what the shards' uneven filling costs.
        #expect((95_000..<100_000).count { get(table, $0) == nil } == 0)
    }

    @Test func aTableThatRefusesTakesNoMore() {
        let table = table(size: 3, expiry: Milliseconds(1000), evicts: false)
        for key in 0..<3 { #expect(set(table, key, 1)) }
        #expect(!set(table, 3, 1))
        #expect(get(table, 0) == 1)
        #expect(set(table, 3, 1, at: 2000))
        #expect(table.count == 3)
    }

    @Test func entriesExpireAfterTheirLastUse() {
        let table = table(size: 100, expiry: Milliseconds(1000))
        // The clock wraps in between.
        let start = UInt32.max - 500
        #expect(set(table, 1, 1, at: start))
        #expect(set(table, 2, 2, at: start &+ 600))
        #expect(get(table, 1, at: start &+ 999) == 1)
        #expect(get(table, 1, at: start &+ 1000) == nil)
        #expect(get(table, 2, at: start &+ 1000) == 2)
        #expect(!table.purge(start &+ 1000))
        #expect(table.count == 1)
        // An entry that has expired begins anew.
        let fresh = StickKey.with(2, bytes: 4) { key in
            table.enter(key, start &+ 9999) { shard, place in shard.value(.gpc0, at: place.record, 0) }
        }
        #expect(fresh == 0)
    }

    @Test func whatIsTrackedStays() {
        let table = table(size: 2, expiry: Milliseconds(1000))
        #expect(set(table, 1, 1))
        let place = StickKey.with(1, bytes: 4) { key in
            table.find(key, 0) { shard, place in
                shard.hold(place.record, 0)
                return place
            }
        }
        #expect(set(table, 2, 2))
        #expect(set(table, 3, 3))
        #expect(set(table, 4, 4))
        #expect(!table.purge(5000))
        #expect(get(table, 1, at: 5000) == 1)
        #expect(table.count == 1)
        guard let place else { return }
        #expect(table.remove(place) == .isUsed)
        let dropped: Bool? = table.with(place) { shard, record in
            shard.drop(record, 5000)
            return true
        }
        #expect(dropped == true)
        #expect(!table.purge(6000))
        #expect(table.count == 0)
    }

    @Test func whenAllAreTrackedNoneIsMade() {
        let table = table(size: 2)
        for number in 0..<2 {
            let held: Bool? = StickKey.with(UInt64(number), bytes: 4) { key in
                table.enter(key, 0) { shard, place in
                    shard.hold(place.record, 0)
                    return true
                }
            }
            #expect(held == true)
        }
        #expect(!set(table, 5, 1))
        #expect(table.count == 2)
    }

    @Test func ratesSlideOverTheirPeriod() {
        let table = table(size: 2, [.requestRate: .init(count: 1, period: 10_000)])
        let rates: [UInt64?]? = StickKey.with(1, bytes: 4) { key in
            table.enter(key, 0) { shard, place in
                let record = place.record
                for time in 0..<10 { shard.add(1, to: .requestRate, at: record, 100_000 + UInt32(time)) }
                return [100_010, 109_999, 110_000, 115_000, 119_999, 120_000, 500_000].map {
                    shard.value(.requestRate, at: record, $0)
                }
            }
        }
        #expect(rates == [10, 10, 10, 5, 0, 0, 0])
    }

    @Test func keysAreTextsAndBinariesWithoutWhatFillsThem() {
        let texts = table(.string, length: 5, size: 10)
        func enter(_ table: StickTable, _ bytes: [UInt8], isText: Bool) {
            _ = bytes.withView { view -> Bool? in
                table.enter(StickKey.canonical(view, table.layout, isText: isText), 0) { _, _ in true }
            }
        }
        for text in ["abcde", "abcdef", "abc", "ab", ""] { enter(texts, Array(text.utf8), isText: true) }
        #expect(texts.count == 4)
        let binaries = table(.binary, length: 3, size: 10)
        for bytes: [UInt8] in [[1, 2], [1, 2, 0], [1, 2, 0, 7], [0, 1, 2], []] { enter(binaries, bytes, isText: false) }
        #expect(binaries.count == 3)
    }

    /// Many threads at once: nothing is lost, and in the end nobody holds anything.
    @Test func threadsShareATable() async {
        let table = table(size: 8192, expiry: Milliseconds(1000), loops: 4)
        #expect(table.shardCount > 1)
        let rounds = 20_000
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    var held: [StickPlace] = []
                    for _ in 0..<rounds {
                        let key = UInt64.random(in: 0..<1000)
                        let place: StickPlace? = StickKey.with(key, bytes: 4) { key in
                            table.enter(key, 0) { shard, place in
                                shard.hold(place.record, 0)
                                shard.add(1, to: .gpc0, at: place.record, 0)
                                return place
                            }
                        }
                        if let place { held.append(place) }
                        if held.count > 10 {
                            let _: Void? = table.with(held.removeFirst()) { $0.drop($1, 0) }
                        }
                    }
                    for place in held { let _: Void? = table.with(place) { $0.drop($1, 0) } }
                }
            }
        }
        var sum: UInt64 = 0
        var place: StickPlace? = .start
        while let start = place {
            place = table.walk(from: start, limit: 100) { shard, place in
                sum += shard.value(.gpc0, at: place.record, 0) ?? 0
                if shard.users(place.record) != 0 { Issue.record("held") }
            }
        }
        #expect(sum == UInt64(4 * rounds))
        while table.purge(5000) {}
        #expect(table.count == 0)
    }

    /// With `expire`, an entry costs at most 1.3 times its key, its data and eight bytes; afterwards nothing.
    @Test func memoryIsWhatEntriesTake() {
        for stores: [StickData: StickTableSettings.Store] in [
            [:], [.gpc0: .init(), .requestRate: .init(count: 1, period: 1000)],
        ] {
            let count = 200_000
            let table = table(.string, length: 52, size: count, expiry: Milliseconds(1000), loops: 2, stores)
            for number in 0..<count {
                let text = Array("\(number) of the clients that there may be in a table".utf8)
                _ = text.withView { key -> Bool? in
                    table.enter(StickKey.canonical(key, table.layout, isText: true), 0) { _, _ in true }
                }
            }
            #expect(table.count == count)
            let raw = 52 + 8 + stores.keys.reduce(0) { $0 + $1.form.size }
            #expect(Double(table.memory.bytes) <= 1.3 * Double(raw * count))
            while table.purge(2000) {}
            table.trim()
            #expect(table.count == 0)
            #expect(table.memory.bytes < 64 * 1024)
        }
    }
}
