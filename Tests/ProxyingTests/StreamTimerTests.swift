import Memory
import Testing

@testable import Proxying

@Suite struct StreamTimerTests {
    /// A request that took 5 ms behind a PROXY header of 3 ms and 10 ms of silence; queue 20, connection 30, head 40.
    private var timing: StreamTiming {
        var timing = StreamTiming()
        timing.accepted = Milliseconds(1000)
        timing.handshake = Milliseconds(3)
        timing.received = Milliseconds(1013)
        timing.began = Milliseconds(1018)
        timing.assigned = Milliseconds(1038)
        timing.connected = Milliseconds(1068)
        timing.answered = Milliseconds(1108)
        return timing
    }

    private static let whole: [(StreamTimer, Int64)] = [
        (.handshake, 3), (.idle, 10), (.head, 5), (.request, 18), (.queue, 20), (.connect, 30), (.response, 40),
        (.data, 50), (.active, 145), (.total, 158), (.user, 148),
    ]

    @Test(arguments: whole)
    func everyPart(_ timer: StreamTimer, _ expected: Int64) {
        #expect(timer.value(timing, isHTTP: true, now: Milliseconds(1158)) == expected)
    }

    @Test func partsThatWereNotReached() {
        var timing = timing
        timing.answered = .zero
        timing.connected = .zero
        let now = Milliseconds(1158)
        #expect(StreamTimer.connect.value(timing, isHTTP: true, now: now) == -1)
        #expect(StreamTimer.response.value(timing, isHTTP: true, now: now) == -1)
        #expect(StreamTimer.data.value(timing, isHTTP: true, now: now) == -1)
        timing.began = .zero
        timing.assigned = .zero
        #expect(StreamTimer.head.value(timing, isHTTP: true, now: now) == -1)
        #expect(StreamTimer.request.value(timing, isHTTP: true, now: now) == -1)
        #expect(StreamTimer.queue.value(timing, isHTTP: true, now: now) == -1)
    }

    @Test func withoutHTTPDataFollowsTheConnection() {
        #expect(StreamTimer.data.value(timing, isHTTP: false, now: Milliseconds(1168)) == 100)
        #expect(StreamTimer.head.value(timing, isHTTP: false, now: Milliseconds(1168)) == -1)
    }

    @Test(arguments: [0, 1, 59, 1 << 31, (1 << 32) - 1] as [Int64])
    func shortTimesComeBackWhole(_ age: Int64) {
        for now in [0, 1, (1 << 32) + 5, 7 << 40] as [Int64] {
            let then = Milliseconds(now + (1 << 33) - age)
            #expect(ShortTime(then).time(before: Milliseconds(now + (1 << 33))) == then)
        }
    }
}
