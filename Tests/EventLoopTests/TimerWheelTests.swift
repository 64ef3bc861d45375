import Randomness
import Testing

@testable import EventLoop

/// The wheel against a table of deadlines.
struct TimerWheelTests {
    /// What the wheel should do, said in the plainest way. A deadline that has passed when it is set is due a millisecond
    /// later.
    struct Model {
        var deadlines: [Int32: Int64] = [:]
        var set: [Int32: Int64] = [:]

        mutating func advance(to now: Int64) -> Set<Int32> {
            let due = deadlines.filter { $0.value <= now && set[$0.key, default: 0] < now }.keys
            for slot in due { deadlines[slot] = nil }
            return Set(due)
        }
    }

    /// Spans that reach every level, and beyond the last.
    static let spans: [Int64] = [
        1, 5, 63, 64, 65, 1000, 4095, 4096, 70_000, 262_143, 262_144, 1_000_000, 16_777_215, 40_000_000,
    ]

    private func distance(_ random: inout SeededRandom) -> Int64 {
        Int64.random(in: 0...(Self.spans.randomElement(using: &random) ?? 1), using: &random)
    }

    @Test(arguments: 0..<40)
    func handsOutWhatTheModelHandsOut(_ seed: Int) {
        var random = SeededRandom(seed: seed)
        var now = Int64.random(in: 0...10_000_000, using: &random)
        var wheel = TimerWheel(now: now)
        var model = Model()
        wheel.grow(to: 50)
        for step in 0..<2000 {
            let slot = Int32.random(in: 0..<50, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                let deadline = now + distance(&random)
                wheel.set(slot, deadline)
                model.deadlines[slot] = deadline
                model.set[slot] = now
            case 5:
                wheel.set(slot, .max)
                model.deadlines[slot] = nil
            case 6:
                wheel.clear(slot)
                model.deadlines[slot] = nil
            default:
                now += distance(&random) / 4
                var due: ContiguousArray<Int32> = []
                wheel.advance(to: now, due: &due)
                #expect(Set(due) == model.advance(to: now), "seed \(seed), step \(step)")
                #expect(Set(due).count == due.count)
            }
            #expect(wheel.deadline(slot) == model.deadlines[slot] ?? .max)
            checkWait(wheel, model, now)
        }
    }

    /// A loop that waits as long as the wheel says never sleeps through a deadline.
    private func checkWait(_ wheel: TimerWheel, _ model: Model, _ now: Int64) {
        let wait = wheel.wait(from: now)
        guard let first = model.deadlines.values.min() else { return }
        #expect(wait != nil, "nothing to wait for, but something is due at \(first)")
        #expect(wait ?? 0 <= max(0, first - now) + 1, "waits \(wait ?? 0) ms, \(first - now) are left")
    }

    /// Waiting as the wheel says, again and again, gets to the deadline in few steps: one for each level at most.
    @Test(arguments: spans)
    func arrivesInFewSteps(_ span: Int64) {
        var now: Int64 = 123_456
        var wheel = TimerWheel(now: now)
        wheel.grow(to: 1)
        wheel.set(0, now + span)
        var due: ContiguousArray<Int32> = []
        var steps = 0
        while due.isEmpty, steps < 100 {
            now += max(1, wheel.wait(from: now) ?? 1)
            wheel.advance(to: now, due: &due)
            steps += 1
        }
        #expect(due == [0])
        #expect(now == 123_456 + span || now == 123_456 + span + 1)
        #expect(steps <= 8)
    }

    @Test func extendingLeavesTheEntryWhereItIs() {
        var wheel = TimerWheel(now: 0)
        wheel.grow(to: 1)
        wheel.set(0, 10)
        wheel.set(0, 100)
        var due: ContiguousArray<Int32> = []
        wheel.advance(to: 99, due: &due)
        #expect(due.isEmpty && wheel.deadline(0) == 100)
        wheel.advance(to: 100, due: &due)
        #expect(due == [0] && wheel.deadline(0) == .max && wheel.wait(from: 100) == nil)
    }

    @Test func aDeadlineInThePastIsDueAtOnce() {
        var wheel = TimerWheel(now: 1000)
        wheel.grow(to: 1)
        wheel.set(0, 5)
        var due: ContiguousArray<Int32> = []
        wheel.advance(to: 1001, due: &due)
        #expect(due == [0])
    }
}
