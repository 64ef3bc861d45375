import Memory
import Testing

@testable import Proxying

@Suite struct SharedRateTests {
    /// The same events as a loop's own counter sees.
    @Test func followsTheCounterOfOneLoop() {
        let shared = SharedRate()
        var own = RateCounter()
        var time: Int64 = 5_000
        for step in 0..<5_000 {
            time += [0, 0, 1, 7, 40][step % 5] + (step % 1000 == 0 ? 1500 : 0)
            shared.count(Milliseconds(time))
            own.count(Milliseconds(time))
            #expect(shared.rate(Milliseconds(time)) == own.rate(Milliseconds(time)))
            #expect(shared.rate(Milliseconds(time + 900)) == own.rate(Milliseconds(time + 900)))
        }
    }

    @Test func isZeroAfterTwoSeconds() {
        let rate = SharedRate()
        rate.count(Milliseconds(10_000))
        #expect(rate.rate(Milliseconds(10_500)) == 1)
        #expect(rate.rate(Milliseconds(12_100)) == 0)
    }

    @Test func aLoopWhoseClockIsBehindCountsInTheSameSecond() {
        let rate = SharedRate()
        rate.count(Milliseconds(11_001))
        rate.count(Milliseconds(10_999))
        #expect(rate.rate(Milliseconds(11_002)) == 2)
    }

    @Test func countsManyWithoutOverflow() {
        let rate = SharedRate()
        for _ in 0..<(1 << 20) + 10 { rate.count(Milliseconds(3_000)) }
        #expect(rate.rate(Milliseconds(3_000)) == (1 << 20) - 1)
        #expect(rate.rate(Milliseconds(4_500)) < 1 << 20)
    }
}
