/// What `balance`, `hash-type` and `hash-balance-factor` say of a backend.
public struct BalanceSettings: Sendable, Equatable {
    public enum Algorithm: Sendable, Equatable {
        case roundRobin
        case leastConnections
    }

    public var algorithm: Algorithm

    public init(algorithm: Algorithm = .roundRobin) { self.algorithm = algorithm }
}

extension Balancer {
    public static func make(_ settings: BalanceSettings, _ set: ServerSet, randomSeed: UInt64) -> Balancer {
        switch settings.algorithm {
        case .roundRobin: RoundRobin(set)
        case .leastConnections: LeastConnections(set)
        }
    }
}
