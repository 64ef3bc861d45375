import Testing

@testable import Memory

struct PoolTests {
    final class Thing { var number = 0 }

    @Test func reusesTheLastOneGivenBack() {
        let pool = Pool<Thing>(name: "things")
        var made = 0
        let make = {
            made += 1
            return Thing()
        }
        let first = pool.take(make)
        let second = pool.take(make)
        pool.give(first)
        pool.give(second)
        #expect(pool.take(make) === second)
        #expect(made == 2)
    }

    @Test func countsWhatIsUsedAndHeld() {
        let pool = Pool<Thing>(name: "things")
        let things = (0..<5).map { _ in pool.take(Thing.init) }
        for thing in things.prefix(3) { pool.give(thing) }
        pool.drop()
        let own = Thing()
        pool.count(own)
        let figures = pool.figures
        #expect((figures.used, figures.allocated, figures.peak) == (2, 5, 5))
        #expect(figures.size > 0 && figures.name == "things")
    }

    @Test func trimsWhatNobodyNeededSinceTheLastTime() {
        let pool = Pool<Thing>(name: "things")
        let things = (0..<10).map { _ in pool.take(Thing.init) }
        for thing in things { pool.give(thing) }
        pool.trim()
        let some = (0..<4).map { _ in pool.take(Thing.init) }
        for thing in some { pool.give(thing) }
        pool.trim()
        #expect(pool.figures.allocated == 4)
        pool.trim()
        #expect(pool.figures.allocated == 0)
    }

    @Test func knowsThePeakOfAnIntervalAndOfAllTime() {
        let pool = Pool<Thing>(name: "things")
        let things = (0..<10).map { _ in pool.take(Thing.init) }
        for thing in things { pool.give(thing) }
        pool.trim()
        #expect(pool.intervalPeak == 10)
        pool.give(pool.take(Thing.init))
        pool.trim()
        #expect(pool.intervalPeak == 1 && pool.figures.peak == 10)
    }

    @Test func capacityFollowsTheCount() {
        var numbers = ContiguousArray(0..<10_000)
        numbers.removeLast(9_000)
        numbers.trimCapacity()
        #expect(numbers.capacity < 2_000 && numbers == ContiguousArray(0..<1_000))
        let before = numbers.capacity
        numbers.removeLast(100)
        numbers.trimCapacity()
        #expect(numbers.capacity == before)
    }

    @Test func registryListsAndTrimsAll() {
        let registry = PoolRegistry()
        let things = Pool<Thing>(name: "things")
        registry.add(things)
        registry.add(BufferPool(name: "buffers", bufferSize: 2048))
        things.give(things.take(Thing.init))
        registry.trim()
        registry.trim()
        #expect(registry.figures.map(\.name) == ["things", "buffers"])
        #expect(registry.figures.first?.allocated == 0)
    }

    @Test func figuresOfLoopsAddUp() {
        var sum = PoolFigures(name: "a", size: 8, allocated: 3, used: 2, peak: 3, failures: 0)
        sum.add(PoolFigures(name: "a", size: 8, allocated: 4, used: 1, peak: 5, failures: 2))
        #expect((sum.allocated, sum.used, sum.peak, sum.failures, sum.users) == (7, 3, 8, 2, 2))
    }
}

struct BufferPoolTests {
    @Test func givesEmptyBuffersOfItsSize() throws {
        let pool = BufferPool(name: "buffer", bufferSize: 4096)
        let buffer = try #require(pool.take())
        buffer.append("left over")
        pool.give(buffer)
        let again = try #require(pool.take())
        #expect(again === buffer && again.isEmpty && again.start == 0 && again.capacity == 4096)
    }

    @Test func refusesAboveItsLimitAndCountsThat() throws {
        let pool = BufferPool(name: "buffer", bufferSize: 512 << 10, limit: 2)
        let first = try #require(pool.take())
        let second = try #require(pool.take())
        #expect(pool.take() == nil)
        #expect((pool.figures.used, pool.figures.peak, pool.figures.failures) == (2, 2, 1))
        pool.give(first)
        #expect(pool.take() === first)
        pool.give(second)
    }

    /// What was trimmed is zero when it comes back from the system; what is in use keeps its content.
    @Test func trimGivesPagesBackButKeepsAddresses() throws {
        let pool = BufferPool(name: "buffer", bufferSize: 16_384)
        let all = try (0..<8).map { _ in try #require(pool.take()) }
        for buffer in all { buffer.append(text: String(repeating: "x", count: 16_384)) }
        for buffer in all.dropFirst() { pool.give(buffer) }
        pool.trim()
        pool.trim()
        #expect(all.first?.byte(at: 16_383) == 120)
        let again = try (0..<7).map { _ in try #require(pool.take()) }
        #expect(Set(again.map(ObjectIdentifier.init)) == Set(all.dropFirst().map(ObjectIdentifier.init)))
        for buffer in again {
            _ = buffer.fill { _, room in room }
            #expect(buffer.byte(at: 0) == 0 && buffer.byte(at: 16_383) == 0)
        }
    }

    @Test func whatIsNeededBetweenTwoTrimsStaysWarm() throws {
        let pool = BufferPool(name: "buffer", bufferSize: 16_384)
        let buffer = try #require(pool.take())
        buffer.append("warm")
        pool.give(buffer)
        pool.trim()
        pool.give(try #require(pool.take()))
        pool.trim()
        let again = try #require(pool.take())
        _ = again.fill { _, _ in 4 }
        #expect(again.bytes(in: ByteSlice(0, 4)) == Array("warm".utf8))
    }

    @Test func usedAtRestIsWhatItWas() throws {
        let pool = BufferPool(name: "buffer", bufferSize: 1024)
        let before = pool.figures.used
        let taken = try (0..<3000).map { _ in try #require(pool.take()) }
        #expect(pool.figures.used == before + 3000)
        for buffer in taken { pool.give(buffer) }
        #expect(pool.figures.used == before && pool.figures.allocated >= 3000)
    }
}
