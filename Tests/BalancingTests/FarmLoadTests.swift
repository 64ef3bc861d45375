import Testing

@testable import Balancing

struct FarmLoadTests {
    @Test func theLimitFollowsTheLoad() {
        let load = FarmLoad(full: 10)
        var limits: [Int] = []
        for _ in 0..<12 {
            limits.append(load.limit(from: 2, to: 5))
            load.streamBegan()
        }
        #expect(limits == [2, 2, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5])
        for _ in 0..<12 { load.streamEnded() }
        #expect(load.limit(from: 2, to: 5) == 2)
        #expect(FarmLoad(full: 0).limit(from: 1, to: 9) == 1)
    }

    @Test func aSlotHasARampOnlyBelowItsLimit() {
        let load = FarmLoad(full: 4)
        let slot = ServerSlot(identifier: 1, farm: FarmVersion(), limit: 8, minimum: 1, load: load)
        #expect(slot.hasRamp && slot.limit == 1 && slot.wholeLimit == 8)
        load.streamBegan()
        load.streamBegan()
        #expect(slot.limit == 4)
        let plain = ServerSlot(identifier: 2, farm: FarmVersion(), limit: 8, minimum: 8, load: load)
        #expect(!plain.hasRamp && plain.limit == 8)
    }
}
