@testable import Balancing

/// A backend for tests.
struct Farm {
    let version = FarmVersion()
    let slots: [ServerSlot]
    let set: ServerSet

    init(
        weights: [Int], backups: Set<Int> = [], limits: [Int] = [], queueLimit: Int = 0, usesAllBackups: Bool = false,
        identifiers: [Int] = []
    ) {
        let version = version
        slots = weights.enumerated().map { index, weight in
            ServerSlot(
                identifier: identifiers.isEmpty ? index + 1 : identifiers[index], farm: version, weight: weight,
                isBackup: backups.contains(index), limit: limits.isEmpty ? 0 : limits[index], queueLimit: queueLimit)
        }
        set = ServerSet(slots: slots, farm: version, usesAllBackups: usesAllBackups)
    }

    func balancer(_ algorithm: BalanceSettings.Algorithm) -> Balancer {
        balancer(BalanceSettings(algorithm: algorithm))
    }

    func balancer(_ settings: BalanceSettings, seed: UInt64 = 1) -> Balancer {
        Balancer.make(settings, set, randomSeed: seed)
    }

    func consistent(
        _ function: HashFunction? = nil, _ modifier: HashModifier? = nil, factor: Int = 0,
        affinity: BalanceSettings.Affinity = .always
    ) -> Balancer {
        balancer(
            BalanceSettings(
                algorithm: .hash, method: .consistent, function: function, modifier: modifier, affinity: affinity,
                balanceFactor: factor))
    }

    /// The servers of so many choices; see `index`.
    func indices(_ balancer: Balancer, _ count: Int, hash: UInt32? = nil, avoiding: Int? = nil) -> [Int] {
        (0..<count).map { _ in Self.index(balancer.choose(hash: hash, avoiding: avoiding)) }
    }

    /// The same with streams that stay.
    func held(_ balancer: Balancer, _ count: Int, hash: UInt32? = nil) -> [Int] {
        (0..<count).map { _ in
            let index = Self.index(balancer.choose(hash: hash))
            if index >= 0 { slots[index].acquire() }
            return index
        }
    }

    func counts(_ balancer: Balancer, _ count: Int) -> [Int] {
        var counts = [Int](repeating: 0, count: slots.count)
        for index in indices(balancer, count) where index >= 0 { counts[index] += 1 }
        return counts
    }

    /// -1 is full and -2 is none.
    static func index(_ choice: Choice) -> Int {
        switch choice {
        case .server(let index): index
        case .full: -1
        case .none: -2
        }
    }

    static func hash(_ key: String, _ function: HashFunction = .sdbm) -> UInt32 { function.hash(Array(key.utf8).span) }
}
