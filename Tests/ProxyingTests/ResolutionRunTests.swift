import DNS
import Memory
import Testing

@testable import Proxying

struct ResolutionRunTests {
    private func run(_ types: [RecordType] = [.ipv6, .ipv4], attempts: Int = 2, servers: Set<Int> = [0])
        -> ResolutionRun
    {
        var run = ResolutionRun(types, attempts: attempts)
        run.asked(servers)
        return run
    }

    @Test func silenceIsFollowedByTheSameQuestion() {
        var run = run()
        #expect(run.timedOut() == .ask(.ipv6))
        run.asked([0])
        #expect(run.timedOut() == .end(.timeout))
    }

    @Test func failuresOfAllLeadToTheOtherTypeAtOnce() {
        var run = run(servers: [0, 1])
        #expect(run.failed(.nonexistent, from: 1) == .wait)
        #expect(run.failed(.empty, from: 0) == .ask(.ipv4))
        run.asked([0, 1])
        #expect(run.failed(.refused, from: 0) == .wait)
        // Both types were asked for: everything again, once the time for an answer is over.
        #expect(run.failed(.nonexistent, from: 1) == .wait)
        #expect(run.timedOut() == .ask(.ipv6))
        run.asked([0, 1])
        _ = run.failed(.empty, from: 0)
        #expect(run.failed(.empty, from: 1) == .ask(.ipv4))
        run.asked([0, 1])
        _ = run.failed(.empty, from: 0)
        #expect(run.failed(.refused, from: 1) == .end(.refused))
    }

    @Test func oneFailsAndTheOtherIsSilent() {
        var run = run(servers: [0, 1])
        #expect(run.failed(.nonexistent, from: 0) == .wait)
        #expect(run.timedOut() == .ask(.ipv4))
        run.asked([0, 1])
        // Nobody says anything about this type: it is asked for again.
        #expect(run.timedOut() == .ask(.ipv4))
    }

    @Test func servicesHaveOneTypeOnly() {
        var run = run([.service], attempts: 1)
        #expect(run.type == .service)
        #expect(run.failed(.nonexistent, from: 0) == .end(.nonexistent))
    }

    @Test func answersThatNobodyWaitsForCountNothing() {
        var run = run(servers: [0])
        #expect(run.failed(.nonexistent, from: 3) == .wait)
        #expect(run.failed(.nonexistent, from: 0) == .ask(.ipv4))
        run.asked([])
        #expect(run.failed(.nonexistent, from: 0) == .wait)
        #expect(run.timedOut() == .ask(.ipv4))
    }

    @Test func whatIsObsoleteGoesAfterItsTime() {
        var known = NamedAddresses<Int>()
        known.learn([1, 2], at: Milliseconds(1000), obsoleteAfter: Milliseconds(100))
        known.learn([3, 2], at: Milliseconds(1050), obsoleteAfter: Milliseconds(100))
        #expect(known.elements == [3, 2, 1])
        known.learn([3], at: Milliseconds(1100), obsoleteAfter: Milliseconds(100))
        #expect(known.elements == [3, 2])
        known.learn([4], at: Milliseconds(1101), obsoleteAfter: .zero)
        #expect(known.elements == [4])
        known.forget()
        #expect(known.elements == [])
    }
}
