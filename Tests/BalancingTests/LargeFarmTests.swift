import Memory
import Testing

@testable import Balancing

@Suite struct LargeFarmTests {
    private static func cost(_ slot: ServerSlot) -> UInt64 {
        LoadGroup.cost(load: slot.load, weight: slot.effectiveWeight)
    }

    /// Whatever comes and goes, the server chosen is one of the least cost of all that have room.
    @Test func theChoiceIsExact() {
        let farm = Farm(weights: (0..<1000).map { $0 * 37 % 9 + 1 }, limits: (0..<1000).map { $0 % 5 == 0 ? 3 : 0 })
        let balancer = farm.balancer(.leastConnections)
        var held: [Int] = []
        var random = SystemRandomNumberGenerator()
        var wrong = 0
        for step in 0..<6000 {
            if step % 1000 == 999 { farm.slots[Int.random(in: 0..<1000)].weight = step / 1000 + 1 }
            if step % 1500 == 700 { farm.slots[Int.random(in: 0..<1000)].isUsable.toggle() }
            if !held.isEmpty && Int.random(in: 0..<5, using: &random) < 2 {
                farm.slots[held.remove(at: Int.random(in: held.indices, using: &random))].release()
                continue
            }
            let least = farm.slots.filter { $0.hasRoom && $0.isUsable }.map(Self.cost).min()
            let index = Farm.index(balancer.choose())
            if Self.cost(farm.slots[index]) != least { wrong += 1 }
            farm.slots[index].acquire()
            held.append(index)
        }
        #expect(wrong == 0)
    }

    @Test func everyoneTakesTurnsWhenIdle() {
        let farm = Farm(weights: [Int](repeating: 1, count: 300))
        #expect(Set(farm.indices(farm.balancer(.leastConnections), 300).suffix(64)).count == 64)
    }

    @Test func everyoneFull() {
        let farm = Farm(weights: [Int](repeating: 1, count: 300), limits: [Int](repeating: 1, count: 300))
        let balancer = farm.balancer(.leastConnections)
        #expect(Set(farm.held(balancer, 300)).count == 300)
        #expect(farm.indices(balancer, 2) == [-1, -1])
        farm.slots[177].release()
        #expect(farm.held(balancer, 2) == [177, -1])
        farm.slots[20].limit = 2
        #expect(farm.held(balancer, 2) == [20, -1])
    }

    @Test func aServerAddedLaterIsSeen() {
        let farm = Farm(weights: [Int](repeating: 1, count: 200))
        let old = farm.balancer(.leastConnections)
        _ = farm.held(old, 200)
        let added = ServerSlot(identifier: 201, farm: farm.version)
        let set = ServerSet(slots: farm.slots + [added], farm: farm.version, continuing: farm.set)
        let new = Balancer.make(BalanceSettings(algorithm: .leastConnections), set, randomSeed: 1)
        _ = farm.indices(old, 10)
        #expect(new.choose() == .server(200))
        #expect(!farm.indices(old, 200).contains(200))
    }

    @Test func loopsTogetherEndAtZero() async {
        let farm = Farm(weights: [Int](repeating: 1, count: 500))
        let set = farm.set
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    let balancer = Balancer.make(
                        BalanceSettings(algorithm: .leastConnections), set, randomSeed: UInt64(task))
                    var held: [Int] = []
                    for round in 0..<4000 {
                        if case .server(let index) = balancer.choose() {
                            set.slots[index].acquire()
                            held.append(index)
                        }
                        if round % 3 == 2 { set.slots[held.removeFirst()].release() }
                    }
                    for index in held { set.slots[index].release() }
                }
            }
        }
        #expect(farm.slots.allSatisfy { $0.served == 0 })
        // The bounds are right again: everyone is seen as idle.
        #expect(Set(farm.held(farm.balancer(.leastConnections), 500)).count == 500)
    }

    /// Nodes of a ring that is too large are thinned for all servers alike.
    @Test func aVeryLargeRingIsThinned() {
        let ring = HashRing((0..<1000).map { HashRing.Member(key: UInt32($0) << 12, nodes: 4096) })
        #expect(ring.count == 1000 * 1024)
        let position = ring.position(ring.nearest(0xffff_ffff))
        #expect((0..<1000).contains(position))
    }

    @Test func theRingFindsTheNearestNode() {
        for count in [1, 2, 3, 40, 3000] {
            let keys = (0..<UInt32(count)).map { $0 &* 4096 }
            let ring = HashRing(keys.map { HashRing.Member(key: $0, nodes: 1) })
            let places = keys.map { KeyHash.avalanche($0) }
            for step in 0..<500 as Range<UInt32> {
                let hash = step &* 8_592_017 &+ (step % 2 == 0 ? 0 : 0xffff_0000)
                let distance = places.map { min($0 &- hash, hash &- $0) }
                let nearest = ring.position(ring.nearest(hash))
                #expect(distance[nearest] == distance.min())
            }
        }
    }
}
