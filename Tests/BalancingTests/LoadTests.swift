import Testing

@testable import Balancing

@Suite struct LoadTests {
    /// Observed of HAProxy 2.6 with streams that stay.
    @Test(arguments: [
        ([1, 1, 1], [0, 1, 2, 0, 1, 2, 0, 1, 2]), ([1, 3], [0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 0, 1]),
        ([2, 1], [0, 1, 0, 0, 1, 0, 0, 1, 0]), ([5, 1], [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0]),
        ([1, 2, 3], [0, 1, 2, 2, 1, 2, 2, 1, 2, 0, 1, 2, 2, 1, 2, 0, 1, 2]),
        ([4, 3, 2], [0, 1, 2, 0, 1, 0, 2, 1, 0, 0, 1, 2, 0, 1, 0, 2, 1, 0]),
    ])
    func leastConnections(weights: [Int], order: [Int]) {
        let farm = Farm(weights: weights)
        #expect(farm.held(farm.balancer(.leastConnections), order.count) == order)
    }

    @Test func idleServersTakeTurns() {
        let farm = Farm(weights: [1, 1, 1])
        #expect(farm.indices(farm.balancer(.leastConnections), 5) == [0, 1, 2, 0, 1])
    }

    @Test func ofEqualsTheOneChosenLongestAgoIsNext() {
        let farm = Farm(weights: [1, 1, 1])
        let balancer = farm.balancer(.leastConnections)
        _ = farm.held(balancer, 6)
        farm.slots[1].release()
        farm.slots[1].release()
        #expect(farm.held(balancer, 4) == [1, 1, 0, 2])
    }

    @Test func theQueueCounts() {
        let farm = Farm(weights: [1, 1])
        let balancer = farm.balancer(.leastConnections)
        _ = farm.held(balancer, 2)
        farm.slots[0].enqueue()
        #expect(farm.indices(balancer, 2) == [1, 1])
    }

    @Test func leastConnectionsWithALimit() {
        let farm = Farm(weights: [1, 2], limits: [2, 2])
        #expect(farm.held(farm.balancer(.leastConnections), 5) == [0, 1, 1, 0, -1])
    }

    @Test func aQueueWithALimitTakesMore() {
        let farm = Farm(weights: [1, 1], limits: [1, 1], queueLimit: 1)
        let balancer = farm.balancer(.leastConnections)
        _ = farm.held(balancer, 2)
        #expect(farm.indices(balancer, 1) == [0])
        farm.slots[0].enqueue()
        #expect(farm.indices(balancer, 1) == [1])
        farm.slots[1].enqueue()
        #expect(farm.indices(balancer, 1) == [-1])
    }

    @Test func firstFillsByIdentifier() {
        let farm = Farm(weights: [1, 1, 1], limits: [2, 1, 2], identifiers: [30, 10, 20])
        let balancer = farm.balancer(.first)
        #expect(farm.held(balancer, 6) == [1, 2, 2, 0, 0, -1])
        farm.slots[2].release()
        #expect(farm.held(balancer, 1) == [2])
        #expect(farm.indices(balancer, 1, avoiding: 1) == [-1])
    }

    @Test(arguments: [
        BalanceSettings.Algorithm.roundRobin, .staticRoundRobin, .leastConnections, .first, .random(draws: 2),
    ])
    func everyoneFull(algorithm: BalanceSettings.Algorithm) {
        let farm = Farm(weights: [1, 5, 1], limits: [1, 2, 1])
        let balancer = farm.balancer(algorithm)
        let held = farm.held(balancer, 5)
        #expect(held.sorted() == [-1, 0, 1, 1, 2])
        #expect(held.last == -1)
        farm.slots[1].release()
        #expect(farm.held(balancer, 2, hash: 0) == [1, -1])
    }

    @Test func sticky() {
        let farm = Farm(weights: [1, 1, 1])
        let balancer = farm.balancer(.sticky)
        #expect(farm.indices(balancer, 2) == [0, 0])
        farm.slots[0].isUsable = false
        #expect(farm.indices(balancer, 2) == [1, 1])
        farm.slots[0].isUsable = true
        #expect(farm.indices(balancer, 2) == [1, 1])
        farm.slots[1].isUsable = false
        #expect(farm.indices(balancer, 1) == [2])
        farm.slots[2].isUsable = false
        #expect(farm.indices(balancer, 1) == [0])
    }

    @Test func stickyIsTheSameOnEveryLoop() {
        let farm = Farm(weights: [1, 1, 1])
        let (busy, idle) = (farm.balancer(.sticky), farm.balancer(.sticky))
        #expect(farm.indices(busy, 1) == [0])
        farm.slots[0].isUsable = false
        #expect(farm.indices(busy, 1) == [1])
        farm.slots[0].isUsable = true
        #expect(farm.indices(idle, 1) == [1] && farm.indices(busy, 1) == [1])
        farm.slots[1].weight = 0
        farm.slots[1].weight = 1
        #expect(farm.indices(idle, 1) == [2] && farm.indices(busy, 1) == [2])
    }

    @Test func limits() {
        let slot = ServerSlot(identifier: 1, farm: FarmVersion(), limit: 2)
        #expect(slot.reserve() && slot.reserve() && !slot.reserve())
        slot.release()
        #expect(slot.reserve())
        slot.limit = 0
        #expect(slot.reserve() && slot.served == 3)
        slot.weight = 1000
        #expect(slot.weight == 256)
        slot.weight = -1
        #expect(slot.weight == 0)
    }
}

@Suite struct RandomTests {
    @Test func weightsAreRespected() {
        let farm = Farm(weights: [1, 2, 5])
        let counts = farm.counts(farm.balancer(.random(draws: 1)), 80_000)
        for (count, weight) in zip(counts, [1, 2, 5]) { #expect(abs(count - weight * 10_000) < 600) }
    }

    @Test func twoDrawsAreFairerThanOne() {
        let farm = Farm(weights: [Int](repeating: 1, count: 50))
        func peak(_ draws: Int) -> Int {
            let balancer = farm.balancer(.random(draws: draws))
            let held = farm.held(balancer, 5000)
            for index in held { farm.slots[index].release() }
            return held.reduce(into: [Int](repeating: 0, count: 50)) { $0[$1] += 1 }.max() ?? 0
        }
        #expect(peak(2) <= 105)
        #expect(peak(2) < peak(1))
    }

    @Test func aQuietFarmIsUsedEvenly() {
        let farm = Farm(weights: [1, 1, 1, 1])
        for count in farm.counts(farm.balancer(.random(draws: 3)), 4000) { #expect(abs(count - 1000) < 100) }
    }

    @Test func seedsDecide() {
        let farm = Farm(weights: [Int](repeating: 1, count: 100))
        let settings = BalanceSettings()
        #expect(farm.indices(farm.balancer(settings), 20) == farm.indices(farm.balancer(settings), 20))
        #expect(farm.indices(farm.balancer(settings), 20) != farm.indices(farm.balancer(settings, seed: 2), 20))
    }

    @Test func theBoundHolds() {
        let farm = Farm(weights: [1, 1, 1, 1])
        let settings = BalanceSettings(algorithm: .random(draws: 1), balanceFactor: 110)
        _ = farm.held(farm.balancer(settings), 400)
        for slot in farm.slots { #expect(slot.served <= 110) }
    }
}
