/// What `balance`, `hash-type`, `hash-balance-factor` and `hash-preserve-affinity` say of a backend.
public struct BalanceSettings: Sendable, Equatable {
    public enum Algorithm: Sendable, Equatable {
        case roundRobin
        case staticRoundRobin
        case leastConnections
        case first
        case random(draws: Int)

        /// `source`, `uri`, `url_param`, `hdr`, `rdp-cookie`, `hash` and `log-hash`: where the key comes from is the
        /// caller's matter.
        case hash

        case sticky
    }

    public enum HashMethod: Sendable, Equatable {
        case mapBased
        case consistent
    }

    /// `hash-preserve-affinity`: when a hash prefers another server over waiting for its own.
    public enum Affinity: Sendable, Equatable {
        case always

        /// `maxconn`: when the server is saturated.
        case connections

        /// `maxqueue`: when the server's queue is full.
        case queue
    }

    public var algorithm: Algorithm
    public var method: HashMethod
    public var function: HashFunction
    public var modifier: HashModifier
    public var affinity: Affinity

    /// `hash-balance-factor` in percent; 0 is off.
    public var balanceFactor: Int

    /// - Parameter modifier: by default avalanche for consistent hashing without a function, else none.
    public init(
        algorithm: Algorithm = .random(draws: 2), method: HashMethod = .mapBased, function: HashFunction? = nil,
        modifier: HashModifier? = nil, affinity: Affinity = .always, balanceFactor: Int = 0
    ) {
        self.algorithm = algorithm
        self.method = method
        self.function = function ?? .sdbm
        self.modifier = modifier ?? (method == .consistent && function == nil ? .avalanche : .none)
        self.affinity = affinity
        self.balanceFactor = max(0, balanceFactor)
    }
}

extension Balancer {
    /// - Parameter randomSeed: different on each loop, lest loops draw the same servers in step.
    public static func make(_ settings: BalanceSettings, _ set: ServerSet, randomSeed: UInt64) -> Balancer {
        switch settings.algorithm {
        case .roundRobin: RoundRobin(set, .turns)
        case .staticRoundRobin: RoundRobin(set, .map)
        case .leastConnections: LeastConnections(set, .candidates)
        case .first: FirstAvailable(set, .candidates)
        case .sticky: Sticky(set, .candidates)
        case .random(let draws): RandomDraw(set, draws: draws, factor: settings.balanceFactor, seed: randomSeed)
        case .hash: makeHash(settings, set)
        }
    }

    private static func makeHash(_ settings: BalanceSettings, _ set: ServerSet) -> Balancer {
        switch settings.method {
        case .mapBased: MapHash(set, modifier: settings.modifier)
        case .consistent:
            RingHash(
                set, modifier: settings.modifier, affinity: settings.affinity, factor: settings.balanceFactor)
        }
    }
}
