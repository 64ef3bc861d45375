@testable import Balancing

/// A backend for tests.
struct Farm {
    let version = FarmVersion()
    let slots: [ServerSlot]
    let set: ServerSet

    init(weights: [Int], backups: Set<Int> = [], limit: Int = 0, usesAllBackups: Bool = false) {
        let version = version
        slots = weights.enumerated().map { index, weight in
            ServerSlot(
                identifier: index + 1, farm: version, weight: weight, isBackup: backups.contains(index), limit: limit)
        }
        set = ServerSet(slots: slots, farm: version, usesAllBackups: usesAllBackups)
    }

    func balancer(_ algorithm: BalanceSettings.Algorithm) -> Balancer {
        Balancer.make(BalanceSettings(algorithm: algorithm), set, randomSeed: 1)
    }

    /// The servers of so many choices; -1 is full and -2 is none.
    func indices(_ balancer: Balancer, _ count: Int, hash: UInt32? = nil, avoiding: Int? = nil) -> [Int] {
        (0..<count).map { _ in Self.index(balancer.choose(hash: hash, avoiding: avoiding)) }
    }

    static func index(_ choice: Choice) -> Int {
        switch choice {
        case .server(let index): index
        case .full: -1
        case .none: -2
        }
    }
}
