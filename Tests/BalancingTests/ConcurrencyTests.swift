import Testing

@testable import Balancing

@Suite struct ConcurrencyTests {
    @Test func countsEndAtZeroAndTheLimitHolds() async {
        let farm = Farm(weights: [1, 2, 3, 4], limits: [2, 2, 2, 2])
        let set = farm.set
        let exceeded = await withTaskGroup(of: Int.self) { group in
            for task in 0..<4 {
                group.addTask { Self.work(set, seed: UInt64(task), algorithm: task % 2 == 0 ? .roundRobin : .first) }
            }
            return await group.reduce(0, +)
        }
        #expect(exceeded == 0)
        #expect(farm.slots.allSatisfy { $0.served == 0 && $0.queued == 0 })
    }

    /// How often a server was seen above its limit.
    private static func work(_ set: ServerSet, seed: UInt64, algorithm: BalanceSettings.Algorithm) -> Int {
        let balancer = Balancer.make(BalanceSettings(algorithm: algorithm), set, randomSeed: seed)
        var exceeded = 0
        for round in 0..<20_000 {
            if seed == 0 && round % 500 == 0 { set.slots[round / 500 % 4].weight = round % 7 }
            guard case .server(let index) = balancer.choose() else { continue }
            let slot = set.slots[index]
            if !slot.reserve() { continue }
            if slot.served > 2 { exceeded += 1 }
            slot.release()
        }
        return exceeded
    }

    @Test func loopsTogetherKeepTheOrder() async {
        let farm = Farm(weights: [1, 2, 3])
        let set = farm.set
        let counts = await withTaskGroup(of: [Int].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let balancer = Balancer.make(BalanceSettings(algorithm: .roundRobin), set, randomSeed: 1)
                    var counts = [0, 0, 0]
                    for _ in 0..<3000 { counts[Farm.index(balancer.choose())] += 1 }
                    return counts
                }
            }
            return await group.reduce(into: [0, 0, 0]) { total, counts in
                for index in total.indices { total[index] += counts[index] }
            }
        }
        #expect(counts == [2000, 4000, 6000])
    }
}
