import Memory
import Testing

@testable import EventLoop

struct LoopLoadTests {
    /// A loop that begins at 10 s and waits between these times.
    private func load(_ waits: [(Int64, Int64)], sent: [UInt64] = []) -> LoopLoad {
        var load = LoopLoad(now: .seconds(10))
        for (index, wait) in waits.enumerated() {
            load.waited(
                from: Milliseconds(wait.0), to: Milliseconds(wait.1), sent: index < sent.count ? sent[index] : 0)
        }
        return load
    }

    private func idle(_ load: LoopLoad, at time: Int64) -> Int {
        load.lastSecond(at: Milliseconds(time), sent: 0).idlePercent
    }

    @Test func aLoopThatOnlyWaitsIsIdle() {
        #expect(idle(load([]), at: 10_000) == 100)
        #expect(idle(load([(10_000, 10_500), (10_500, 11_200)]), at: 11_200) == 100)
        #expect(idle(load([(10_000, 70_300)]), at: 70_300) == 100)
    }

    @Test func aLoopThatNeverWaitsIsNot() {
        let busy = load((0..<30).map { (10_100 + $0 * 100, 10_100 + $0 * 100) })
        #expect(idle(busy, at: 13_000) == 0)
        // One long turn.
        #expect(idle(load([(10_000, 11_500)]), at: 13_900) == 0)
    }

    @Test func halfIsHalf() {
        let half = load((0..<40).map { (10_050 + $0 * 100, 10_100 + $0 * 100) })
        #expect(idle(half, at: 14_000) == 50)
        #expect((45...55).contains(idle(half, at: 13_970)))
    }

    @Test func bytesOfTheLastSecond() {
        let loop = load([(10_000, 10_900), (10_900, 11_000), (11_000, 11_500)], sent: [500, 2_000, 2_000])
        #expect(loop.lastSecond(at: Milliseconds(11_000), sent: 2_000).sent == 2_000)
        #expect(loop.lastSecond(at: Milliseconds(11_500), sent: 2_400).sent == 1_400)
        #expect(loop.lastSecond(at: Milliseconds(13_500), sent: 2_400).sent == 0)
    }
}
