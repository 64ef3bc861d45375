import Memory
import Testing

@testable import Proxying

struct TimeoutsTests {
    @Test func shorterOnesStandInForEachOther() {
        var timeouts = Timeouts()
        #expect(timeouts.requestHead == .never && timeouts.idle == .never && timeouts.inQueue == .never)
        timeouts.client = .seconds(5)
        timeouts.connect = .seconds(1)
        #expect(timeouts.requestHead == .seconds(5) && timeouts.idle == .seconds(5) && timeouts.inQueue == .seconds(1))
        timeouts.httpRequest = .seconds(3)
        timeouts.queue = .seconds(9)
        #expect(timeouts.requestHead == .seconds(3) && timeouts.idle == .seconds(3) && timeouts.inQueue == .seconds(9))
        timeouts.httpKeepAlive = .seconds(30)
        #expect(timeouts.idle == .seconds(30))
    }
}
