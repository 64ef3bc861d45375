import Testing

@testable import Balancing

@Suite struct ConsistentTests {
    private static let keys = [
        "hello", "world", "/index.html", "alpha", "beta", "gamma", "session=42", "192.0.2.7", "x",
        "The quick brown fox",
    ]

    /// HAProxy 2.6's servers for the keys above.
    @Test(arguments: [
        ([1, 1, 1], [1, 2, 3], HashFunction.sdbm, HashModifier.none, [0, 1, 1, 1, 2, 0, 2, 1, 2, 1]),
        ([1, 1, 1], [1, 2, 3], .sdbm, .avalanche, [1, 1, 2, 1, 1, 0, 2, 0, 2, 0]),
        ([1, 5, 2], [1, 2, 3], .djb2, .avalanche, [1, 1, 0, 2, 2, 2, 2, 1, 2, 1]),
        ([1, 1, 1], [70_000, 12, 1_048_578], .wt6, .none, [1, 1, 2, 1, 1, 2, 1, 1, 1, 1]),
    ])
    func servers(
        weights: [Int], identifiers: [Int], function: HashFunction, modifier: HashModifier, servers: [Int]
    ) {
        let farm = Farm(weights: weights, identifiers: identifiers)
        let balancer = farm.consistent(function, modifier)
        #expect(Self.keys.map { Farm.index(balancer.choose(hash: Farm.hash($0, function))) } == servers)
    }

    @Test func avalancheIsTheDefaultWithoutAFunction() {
        #expect(BalanceSettings(algorithm: .hash, method: .consistent).modifier == .avalanche)
        #expect(BalanceSettings(algorithm: .hash, method: .consistent, function: .sdbm).modifier == .none)
        #expect(BalanceSettings(algorithm: .hash).modifier == .none)
    }

    private func assignment(_ balancer: Balancer, _ count: UInt32 = 10_000) -> [Int] {
        (0..<count).map { Farm.index(balancer.choose(hash: $0 &* 2_654_435_761)) }
    }

    @Test func onlyTheKeysOfAServerThatLeavesMove() {
        let farm = Farm(weights: [Int](repeating: 10, count: 10))
        let balancer = farm.consistent()
        let before = assignment(balancer)
        farm.slots[3].isUsable = false
        let during = assignment(balancer)
        let moved = zip(before, during).filter { $0 != $1 }
        #expect(moved.allSatisfy { $0.0 == 3 })
        #expect(moved.count == before.filter { $0 == 3 }.count)
        #expect((500...1500).contains(moved.count))
        farm.slots[3].isUsable = true
        #expect(assignment(balancer) == before)
    }

    @Test func moreWeightOnlyAttractsKeys() {
        let farm = Farm(weights: [10, 10, 10])
        let balancer = farm.consistent()
        let before = assignment(balancer)
        farm.slots[1].weight = 20
        let moved = zip(before, assignment(balancer)).filter { $0 != $1 }
        #expect(!moved.isEmpty && moved.allSatisfy { $0.1 == 1 })
    }

    @Test func theKeyDecidesAndNotThePosition() {
        let farm = Farm(weights: [1, 1, 1])
        let turned = Farm(weights: [1, 1, 1], identifiers: [3, 2, 1])
        #expect(assignment(farm.consistent()) == assignment(turned.consistent()).map { 2 - $0 })
        farm.slots[0].hashKey = ServerSlot.hashKey(bytes: [10, 0, 0, 1].span)
        turned.slots[2].hashKey = ServerSlot.hashKey(bytes: [10, 0, 0, 1].span)
        #expect(assignment(farm.consistent()) == assignment(turned.consistent()).map { 2 - $0 })
    }

    @Test func aMissingHashTakesTurns() {
        let farm = Farm(weights: [1, 1, 1])
        #expect(farm.indices(farm.consistent(), 4) == [0, 1, 2, 0])
        let mapped = Farm(weights: [1, 1, 1])
        #expect(mapped.indices(mapped.balancer(.hash), 4) == [0, 1, 2, 0])
    }

    @Test func aFullServerKeepsItsKeys() {
        let farm = Farm(weights: [1, 1], limits: [1, 1])
        for balancer in [farm.consistent(), farm.balancer(.hash)] {
            let held = farm.held(balancer, 3, hash: 42)
            #expect(Set(held).count == 1)
        }
    }

    @Test func theServerThatFailedIsAvoided() {
        let farm = Farm(weights: [1, 3, 1])
        for balancer in [farm.consistent(), farm.balancer(.hash)] {
            for hash in 0..<100 as Range<UInt32> {
                let first = Farm.index(balancer.choose(hash: hash))
                let second = Farm.index(balancer.choose(hash: hash, avoiding: first))
                #expect(second >= 0 && second != first)
            }
        }
        let single = Farm(weights: [4])
        #expect(single.indices(single.consistent(), 1, hash: 9, avoiding: 0) == [0])
        #expect(single.indices(single.balancer(.hash), 1, hash: 9, avoiding: 0) == [0])
    }

    /// Observed of HAProxy 2.6 with one key and streams that stay.
    @Test(arguments: [
        ([1, 1, 1], 150, [0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]),
        ([1, 1, 1, 1], 125, [3, 0, 1, 3, 1, 0, 3, 1, 0, 3, 1, 2, 3, 0, 1, 0]),
        ([1, 3], 150, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]),
        ([5, 1, 1], 110, [0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0, 0, 1]),
    ])
    func boundedLoad(weights: [Int], factor: Int, servers: [Int]) {
        let farm = Farm(weights: weights)
        let balancer = farm.consistent(.sdbm, HashModifier.none, factor: factor)
        #expect(farm.held(balancer, servers.count, hash: Farm.hash("hello")) == servers)
    }

    @Test func affinityGivesWayToFreeServers() {
        let farm = Farm(weights: [1, 1, 1], limits: [1, 1, 1], queueLimit: 1)
        let balancer = farm.consistent(affinity: .connections)
        let held = farm.held(balancer, 3, hash: 42)
        #expect(Set(held) == [0, 1, 2])
        #expect(farm.indices(balancer, 1, hash: 42) == [held[2]])
        let queueing = farm.consistent(affinity: .queue)
        #expect(farm.indices(queueing, 1, hash: 42) == [held[0]])
        farm.slots[held[0]].enqueue()
        #expect(farm.indices(queueing, 1, hash: 42) == [held[1]])
    }
}
