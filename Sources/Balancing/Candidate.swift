/// A server that takes part in balancing.
///
/// The reference is not counted: the set that the balancer holds keeps the slot alive, and a count that every loop
/// touches for every request would cost more than the choice.
struct Candidate {
    private let reference: Unmanaged<ServerSlot>

    /// Of the slot in its set.
    let index: Int

    /// The effective weight when the tables were built, in sixteenths.
    let weight: Int

    init(slot: ServerSlot, index: Int, weight: Int) {
        reference = .passUnretained(slot)
        self.index = index
        self.weight = weight
    }

    @inline(__always) var hasRoom: Bool { reference._withUnsafeGuaranteedRef { $0.hasRoom } }

    @inline(__always) var load: Int { reference._withUnsafeGuaranteedRef { $0.load } }
}
