import Configuration
import Memory
import Testing

@testable import Proxying

/// Changes of a shared table: every peer gets each of them once, whatever comes and goes meanwhile.
@Suite struct StickChangesTests {
    private func table(size: Int, expiry: Milliseconds? = nil) -> StickTable {
        var settings = StickTableSettings(name: "t", location: SourceLocation(file: "", line: 0))
        settings.keyType = .integer
        settings.keyLength = 4
        settings.size = size
        settings.expiry = expiry
        settings.stores = [.gpc0: .init()]
        settings.peers = "p"
        return StickTable(settings, loops: 1)
    }

    private func set(_ table: StickTable, _ key: Int, _ value: UInt64, at now: UInt32 = 0) {
        let _: Void? = StickKey.with(UInt64(key), bytes: 4) { key in
            table.enter(key, now) { shard, place in
                shard.touch(place.record, now)
                shard.set(.gpc0, to: value, at: place.record, now)
            }
        }
    }

    private func remove(_ table: StickTable, _ key: Int) {
        let _: StickTable.Removal? = StickKey.with(UInt64(key), bytes: 4) { table.remove($0, 0) }
    }

    /// What changed after a number, the oldest first, and the number of the last one.
    private func changes(
        _ table: StickTable, after number: UInt32, atMost limit: Int = .max
    ) -> (values: [(key: Int, value: UInt64)], last: UInt32) {
        var values: [(key: Int, value: UInt64)] = []
        var last = number
        table.withChanges(after: number, shard: 0) { shard, record, change in
            guard values.count < limit else { return false }
            let key = shard.key(record).bytes.reduce(0) { $0 << 8 | Int($1) }
            values.append((key, shard.value(.gpc0, at: record, 0) ?? 0))
            last = change
            return true
        }
        return (values, last)
    }

    @Test func changesComeOnceAndInOrder() {
        let table = table(size: 100)
        for key in 1...5 { set(table, key, UInt64(key)) }
        let first = changes(table, after: 0, atMost: 3)
        #expect(first.values.map(\.key) == [1, 2, 3])
        set(table, 2, 22)
        let second = changes(table, after: first.last)
        #expect(second.values.map(\.key) == [4, 5, 2])
        #expect(second.values.last?.value == 22)
        #expect(changes(table, after: second.last).values.isEmpty)
        #expect(!table.hasChanges(after: second.last, shard: 0))
    }

    @Test func nothingIsLostWhateverComesAndGoes() {
        let table = table(size: 1000)
        #expect(table.shardCount == 1)
        var model: [Int: UInt64] = [:]
        var copy: [Int: UInt64] = [:]
        var mark: UInt32 = 0
        for step in 1...20_000 {
            let key = Int.random(in: 0..<400)
            if step % 3 == 0 {
                remove(table, key)
                model[key] = nil
                copy[key] = nil
            } else {
                set(table, key, UInt64(step))
                model[key] = UInt64(step)
            }
            if step % 50 == 0 {
                let news = changes(table, after: mark, atMost: Int.random(in: 1...100))
                for (key, value) in news.values { copy[key] = value }
                mark = news.last
            }
        }
        for (key, value) in changes(table, after: mark).values { copy[key] = value }
        #expect(copy == model)
    }

    @Test func anEntryThatHasExpiredBeginsAnew() {
        let table = table(size: 10, expiry: Milliseconds(100))
        for key in 1...3 { set(table, key, 1, at: 0) }
        set(table, 2, 5, at: 1000)
        set(table, 1, 6, at: 1001)
        let all = changes(table, after: 0)
        #expect(all.values.map(\.key) == [3, 2, 1])
        #expect(all.values.map(\.value) == [1, 5, 6])
    }

    @Test func whoIsFarBehindGetsWhatThereIs() {
        let table = table(size: 10)
        for key in 1...3 { set(table, key, UInt64(key)) }
        // As after some thousands of millions of changes.
        let _: Void? = table.lock(0) { $0.lastChange = 0x8000_0010 }
        for key in 4...6 { set(table, key, UInt64(key)) }
        #expect(changes(table, after: 0).values.map(\.key) == [4, 5, 6])
        #expect(changes(table, after: 0x8000_0011).values.map(\.key) == [5, 6])
    }

    @Test func aLessonMissesNothingThatMoves() {
        let table = table(size: 2000)
        for key in 1...1000 { set(table, key, 1) }
        var seen: Set<Int> = []
        var place: StickPlace? = .end(ofShard: 0)
        while let end = place {
            place = table.walkBack(from: end, limit: 7) { shard, place in
                seen.insert(shard.key(place.record).bytes.reduce(0) { $0 << 8 | Int($1) })
                return true
            }
            // Others take the places of what goes.
            for key in [1...500, 501...1000].map({ Int.random(in: $0) }) where key % 2 == 0 { remove(table, key) }
        }
        for key in stride(from: 1, to: 1000, by: 2) { #expect(seen.contains(key)) }
    }

    @Test func textsOfPeersAreLimited() {
        let texts = StickTexts()
        #expect(texts.number(of: "s1") == 1)
        for number in 0..<5000 {
            _ = texts.number(learned: Array("\(number)".utf8) + [UInt8](repeating: 65, count: 200))
        }
        #expect(texts.number(learned: [66] + [UInt8](repeating: 65, count: 200)) == 0)
        #expect(texts.number(learned: Array("s1".utf8)) == 1)
        #expect(texts.number(of: "s2") > 1)
    }

    @Test func aLessonTakesNothingBack() {
        let table = table(size: 10, expiry: .seconds(10))
        set(table, 99, 7)
        set(table, 98, 3)
        let tables = [PeerTable(table, section: "", identifier: 1)]
        let definition: [UInt8] = [1, 1, 0x74, 2, 4, 4, 0]
        var learner = PeerLearner()
        learner.isLearning = true
        #expect(definition.withView { learner.define($0, tables) })
        // Less than is known here, and more.
        for (key, value) in [(99, 5), (98, 6), (97, 1)] as [(UInt8, UInt8)] {
            let update: [UInt8] = [0, 0, 0, 1, 0, 0, 0, key, value]
            #expect(update.withView { learner.learn($0, .full, 0) })
        }
        let known = {
            [97, 98, 99].map { key in
                StickKey.with(UInt64(key), bytes: 4) { table.find($0, 0) { $0.value(.gpc0, at: $1.record, 0) } }
            }
        }
        #expect(known() == [1, 6, 7])
        // What a peer tells at other times is the newest there is.
        learner.isLearning = false
        #expect(([0, 0, 0, 2, 0, 0, 0, 99, 5] as [UInt8]).withView { learner.learn($0, .full, 0) })
        #expect(known() == [1, 6, 5])
    }

    @Test func whatAPeerSaysIsNoChange() throws {
        let table = table(size: 10, expiry: .seconds(10))
        let messages: [UInt8] =
            [10, 130, 8, 7, 1, 0x74, 2, 4, 4, 0, 0]
            + [10, 128, 9, 0, 0, 0, 1, 0, 0, 0, 99, 5]
        let bytes = ConstantBytes(messages)
        let result = PeerMessages.take(bytes.view, into: table)
        #expect(result.used == messages.count && !result.isWrong)
        #expect(table.count == 1)
        #expect(changes(table, after: 0).values.isEmpty)
        withExtendedLifetime(bytes) {}
    }
}
