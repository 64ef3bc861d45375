import Memory
import Testing

@testable import Proxying

struct RateCounterTests {
    @Test func ratesFadeOverASecond() {
        var counter = RateCounter()
        for _ in 0..<100 { counter.count(Milliseconds(5_500)) }
        #expect(counter.rate(Milliseconds(5_900)) == 100)
        #expect(counter.rate(Milliseconds(6_000)) == 100)
        #expect(counter.rate(Milliseconds(6_750)) == 25)
        #expect(counter.rate(Milliseconds(7_000)) == 0)
        counter.count(Milliseconds(6_500))
        #expect(counter.rate(Milliseconds(6_500)) == 51 && counter.maximum == 100)
        counter.clearMaximum()
        #expect(counter.maximum == 1)
    }

    @Test func aPauseForgetsTheSecondBefore() {
        var counter = RateCounter()
        for _ in 0..<100 { counter.count(Milliseconds(1_000)) }
        counter.count(Milliseconds(3_000))
        #expect(counter.rate(Milliseconds(3_000)) == 1)
    }
}

struct AverageTimeTests {
    @Test func isTheMeanOfWhatCame() {
        var time = AverageTime()
        #expect(time.average == 0)
        for value in [10, 20, 30, -5] as [Int64] { time.add(value) }
        #expect(time.average == 15 && time.maximum == 30)
        var other = AverageTime()
        for _ in 0..<4 { other.add(1000) }
        time.add(other)
        #expect(time.average == 508 && time.maximum == 1000)
    }

    @Test func oldValuesFade() {
        var time = AverageTime()
        for _ in 0..<2000 { time.add(1000) }
        for _ in 0..<20_000 { time.add(10) }
        #expect(time.average <= 11 && time.maximum == 1000)
    }
}

struct StatusCountersTests {
    @Test func countByTheFirstDigit() {
        var counters = StatusCounters()
        for status in [100, 101, 200, 299, 304, 404, 499, 503, 99, 999] as [UInt16] { counters.count(status) }
        var sum = counters
        sum.add(counters)
        #expect((counters.informational, counters.successful, counters.redirecting) == (2, 2, 1))
        #expect((counters.clientErrors, counters.serverErrors, counters.other) == (2, 1, 2))
        #expect(sum.clientErrors == 4 && sum.other == 4)
    }
}
