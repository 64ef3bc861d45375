import Testing

@testable import Balancing

@Suite struct RoundRobinTests {
    @Test func equalWeightsTakeTurnsFromTheFirst() {
        let farm = Farm(weights: [1, 1, 1])
        let balancer = farm.balancer(.roundRobin)
        #expect(farm.indices(balancer, 7) == [0, 1, 2, 0, 1, 2, 0])
    }
}
