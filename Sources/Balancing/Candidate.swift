/// A server that takes part in balancing.
///
/// The reference is not counted: the set that the balancer holds keeps the slot alive, and a count that every loop
/// touches for every request would cost more than the choice.
struct Candidate: Sendable {
    private let reference: Unmanaged<ServerSlot>

    /// Of the slot in its set.
    let index: Int

    /// The effective weight when the table was made, in sixteenths; never 0.
    let weight: Int

    /// The weights of the candidates before this one, added up.
    let weightBefore: Int

    init(slot: ServerSlot, index: Int, weight: Int, weightBefore: Int) {
        reference = .passUnretained(slot)
        self.index = index
        self.weight = weight
        self.weightBefore = weightBefore
    }

    /// A new stream would neither wait nor overtake one that waits.
    @inline(__always) var hasRoom: Bool { reference._withUnsafeGuaranteedRef { $0.hasRoom } }

    /// Has room, or a place in its own queue that `maxqueue` allows.
    @inline(__always) var hasRoomOrPlace: Bool { reference._withUnsafeGuaranteedRef { $0.hasRoomOrPlace } }

    /// Served and queued.
    @inline(__always) var load: Int { reference._withUnsafeGuaranteedRef { $0.load } }

    /// The turn at which `leastconn` chose it last.
    var lastTurn: UInt64 {
        @inline(__always) get { reference._withUnsafeGuaranteedRef { $0.lastTurn.load(ordering: .relaxed) } }
        @inline(__always) nonmutating set {
            reference._withUnsafeGuaranteedRef { $0.lastTurn.store(newValue, ordering: .relaxed) }
        }
    }

    /// Whether a hash that prefers another server over waiting passes over this one.
    @inline(__always) func isPassedOver(by affinity: BalanceSettings.Affinity) -> Bool {
        switch affinity {
        case .always: false
        case .connections: !hasRoom
        case .queue: reference._withUnsafeGuaranteedRef { $0.isQueueFull }
        }
    }
}
