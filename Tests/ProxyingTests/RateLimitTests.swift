import Memory
import Testing

@testable import Proxying

struct RateLimitTests {
    private func enters(_ limit: RateLimit, _ now: Milliseconds) -> Bool {
        guard limit.hasRoom(now) else { return false }
        limit.count(now)
        return true
    }

    /// What exceeds the rate waits, and the rate falls.
    @Test func admitsSoMany() {
        let limit = RateLimit(3)
        #expect((0..<5).map { _ in enters(limit, .seconds(10)) } == [true, true, true, false, false])
        #expect(!enters(limit, Milliseconds(10_999)))
        #expect(enters(limit, Milliseconds(11_400)), "a part of the second before is over")
        #expect((0..<4).map { _ in enters(limit, .seconds(20)) } == [true, true, true, false])
    }

    /// A limit may come, change and go while it is in use.
    @Test func changes() {
        let limit = RateLimit(0)
        #expect((0..<5).allSatisfy { _ in enters(limit, .seconds(10)) })
        limit.limit = 2
        #expect((0..<3).map { _ in enters(limit, .seconds(10)) } == [true, true, false])
        #expect(limit.pause == Milliseconds(50))
        limit.limit = 1000
        #expect(enters(limit, .seconds(10)))
        #expect(limit.pause == Milliseconds(1))
        limit.limit = 0
        #expect(limit.hasRoom(.seconds(10)))
    }
}
