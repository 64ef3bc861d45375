import Testing

@testable import Balancing

@Suite struct RoundRobinTests {
    @Test func equalWeightsTakeTurnsFromTheFirst() {
        let farm = Farm(weights: [1, 1, 1])
        #expect(farm.indices(farm.balancer(.roundRobin), 7) == [0, 1, 2, 0, 1, 2, 0])
    }

    /// The orders that HAProxy 2.6 and 2.8 show.
    @Test(arguments: [
        ([2, 1], "AAB"), ([1, 2], "BBA"), ([3, 1], "AAAB"), ([1, 2, 3], "CBCACB"), ([3, 2, 1], "ABACAB"),
        ([5, 1, 1], "AAABAAC"), ([1, 1, 5], "CCCACCB"), ([4, 2, 1], "AABACAB"), ([2, 3], "BBABA"), ([3, 2], "AABAB"),
        ([7, 3, 2], "AABACABAAABC"), ([1, 2, 1], "BABC"), ([2, 2, 1], "ABABC"), ([1, 4, 1], "BBABBC"),
        ([10, 1], "AAAAAAAAAAB"), ([9, 1, 1, 1, 1], "AAABAACAADAAE"), ([6, 6, 1], "ABABABABABABC"),
        ([3, 1, 1, 3, 1], "ADBADCADE"), ([20, 1, 1, 1], "AAAAAAABAAAAAAACAAAAAAD"), ([10, 20], "BBA"),
    ])
    func order(weights: [Int], order: String) {
        let farm = Farm(weights: weights)
        let letters = Array("ABCDE")
        let indices = farm.indices(farm.balancer(.roundRobin), 2 * order.count)
        #expect(String(indices.map { letters[$0] }) == order + order)
    }

    @Test func staticOrder() {
        let farm = Farm(weights: [1, 2, 3])
        #expect(farm.indices(farm.balancer(.staticRoundRobin), 6) == [0, 2, 1, 2, 1, 2])
    }

    @Test(arguments: [[1, 2, 3, 4], [256, 1, 7], [13, 17, 19, 23, 29], [100, 100, 100], [255, 256], [0, 4, 2]])
    func sharesAreExact(weights: [Int]) {
        let total = weights.reduce(0, +)
        for algorithm in [BalanceSettings.Algorithm.roundRobin, .staticRoundRobin] {
            let farm = Farm(weights: weights)
            #expect(farm.counts(farm.balancer(algorithm), total * 3) == weights.map { $0 * 3 })
        }
    }

    @Test func loopsShareTheTurn() {
        let farm = Farm(weights: [1, 1, 1])
        let first = farm.balancer(.roundRobin)
        let second = farm.balancer(.roundRobin)
        let indices = (0..<6).map { Farm.index(($0 % 2 == 0 ? first : second).choose()) }
        #expect(indices == [0, 1, 2, 0, 1, 2])
    }

    @Test func aWeightCountsAtOnce() {
        let farm = Farm(weights: [1, 1])
        let dynamic = farm.balancer(.roundRobin)
        #expect(farm.counts(dynamic, 10) == [5, 5])
        farm.slots[1].weight = 3
        #expect(farm.counts(dynamic, 40) == [10, 30])
        farm.slots[0].weight = 0
        #expect(farm.counts(dynamic, 8) == [0, 8])
        farm.slots[0].weight = 3
        farm.slots[0].ramp = 50
        #expect(farm.counts(dynamic, 60) == [20, 40])
    }

    @Test func aStaticAlgorithmKeepsToTheConfiguredWeights() {
        let farm = Farm(weights: [1, 2])
        let balancer = farm.balancer(.staticRoundRobin)
        farm.slots[0].weight = 200
        #expect(farm.counts(balancer, 30) == [10, 20])
        farm.slots[0].weight = 0
        #expect(farm.counts(balancer, 30) == [0, 30])
    }

    @Test func aFullServerIsSkippedAndNobodyGetsItsTurns() {
        let farm = Farm(weights: [1, 1, 1], limits: [1, 0, 0])
        let balancer = farm.balancer(.roundRobin)
        #expect(farm.held(balancer, 7) == [0, 1, 2, 1, 2, 1, 2])
        farm.slots[0].release()
        #expect(farm.held(balancer, 1) == [0])
    }

    @Test func aServerWithAQueueIsFull() {
        let farm = Farm(weights: [1, 1], limits: [5, 5])
        let balancer = farm.balancer(.roundRobin)
        farm.slots[0].enqueue()
        #expect(farm.indices(balancer, 3) == [1, 1, 1])
        farm.slots[0].dequeue()
        #expect(farm.indices(balancer, 2) == [0, 1])
    }

    @Test func theServerThatFailedIsAvoidedUnlessItIsTheOnlyOne() {
        let farm = Farm(weights: [1, 1, 1])
        let balancer = farm.balancer(.roundRobin)
        #expect(!farm.indices(balancer, 10, avoiding: 1).contains(1))
        farm.slots[0].isUsable = false
        farm.slots[2].isUsable = false
        #expect(farm.indices(balancer, 2, avoiding: 1) == [1, 1])
    }

    @Test func aNewSetContinuesTheTurn() {
        let farm = Farm(weights: [1, 1, 1])
        _ = farm.indices(farm.balancer(.roundRobin), 4)
        let next = ServerSet(slots: farm.slots, farm: farm.version, continuing: farm.set)
        let balancer = Balancer.make(BalanceSettings(algorithm: .roundRobin), next, randomSeed: 1)
        #expect(farm.indices(balancer, 2) == [1, 2])
    }

    @Test func aLargeFarmHasASmallTable() {
        let weights = (0..<10_000).map { $0 % 256 + 1 }
        let places = TurnSchedule.places(weights: weights)
        #expect(places.count <= Shares.maximumTotal)
        #expect(Set(places).count == 10_000)
        #expect(SlotMap.places(weights: weights).count == places.count)
    }
}
