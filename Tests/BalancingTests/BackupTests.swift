import Testing

@testable import Balancing

@Suite struct BackupTests {
    private static let algorithms: [BalanceSettings.Algorithm] = [
        .roundRobin, .staticRoundRobin, .leastConnections, .first, .random(draws: 2), .hash, .sticky,
    ]

    @Test(arguments: algorithms)
    func theFirstBackupServesWhenNoActiveServerCan(algorithm: BalanceSettings.Algorithm) {
        let farm = Farm(weights: [1, 1, 1, 1], backups: [1, 3])
        let balancer = farm.balancer(algorithm)
        #expect(Set(farm.indices(balancer, 20, hash: 7)).isSubset(of: [0, 2]))
        farm.slots[0].isUsable = false
        #expect(Set(farm.indices(balancer, 5, hash: 7)) == [2])
        farm.slots[2].weight = 0
        #expect(Set(farm.indices(balancer, 5, hash: 7)) == [1])
        farm.slots[1].isUsable = false
        #expect(Set(farm.indices(balancer, 5, hash: 7)) == [3])
        farm.slots[3].isUsable = false
        #expect(farm.indices(balancer, 1, hash: 7) == [-2])
        farm.slots[0].isUsable = true
        #expect(Set(farm.indices(balancer, 5, hash: 7)) == [0])
    }

    @Test func allBackups() {
        let farm = Farm(weights: [1, 1, 1], backups: [1, 2], usesAllBackups: true)
        let balancer = farm.balancer(.roundRobin)
        #expect(farm.counts(balancer, 10) == [10, 0, 0])
        farm.slots[0].isUsable = false
        #expect(farm.counts(balancer, 10) == [0, 5, 5])
    }

    @Test func totals() {
        let farm = Farm(weights: [1, 2, 3, 0], backups: [2])
        let expected = ServerSet.Totals(usableActive: 2, usableBackup: 1, activeWeight: 48, backupWeight: 48)
        #expect(farm.set.totals() == expected)
        #expect(farm.balancer(.first).totals == expected)
    }

    @Test func anEmptyBackendHasNone() {
        let farm = Farm(weights: [])
        for algorithm in Self.algorithms { #expect(farm.balancer(algorithm).choose(hash: 1) == .none) }
    }

    @Test func nothingChangesWithoutAChange() {
        let farm = Farm(weights: [1])
        let version = farm.set.version
        farm.slots[0].weight = 1
        farm.slots[0].isUsable = true
        farm.slots[0].acquire()
        #expect(farm.set.version == version)
        farm.slots[0].weight = 2
        #expect(farm.set.version == version + 1)
    }
}
