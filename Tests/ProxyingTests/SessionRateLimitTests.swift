import Memory
import Testing

@testable import Proxying

struct SessionRateLimitTests {
    /// What exceeds the rate waits, and the rate falls.
    @Test func admitsSoMany() {
        let limit = SessionRateLimit(3)
        #expect((0..<5).map { _ in limit.enter(.seconds(10)) } == [true, true, true, false, false])
        #expect(!limit.enter(Milliseconds(10_999)))
        #expect(limit.enter(Milliseconds(11_400)), "a part of the second before is over")
        #expect((0..<4).map { _ in limit.enter(.seconds(20)) } == [true, true, true, false])
    }
}
