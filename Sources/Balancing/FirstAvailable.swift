/// `balance first`: the server with the lowest identifier that has room, so that the last ones can be switched off.
final class FirstAvailable: Balancer {
    /// Positions of candidates by identifier.
    private var order: [Int32] = []

    override func prepare() {
        let candidates = table.candidates
        order = candidates.indices
            .sorted {
                (set.slots[candidates[$0].index].identifier, $0) < (set.slots[candidates[$1].index].identifier, $1)
            }
            .map { Int32($0) }
    }

    override func pick(hash: UInt32?, avoiding avoided: Int) -> Choice {
        var fallback = Choice.full
        for rank in 0..<order.count {
            let candidate = table.candidates[Int(order[rank])]
            if !candidate.hasRoom { continue }
            if candidate.index != avoided { return .server(candidate.index) }
            fallback = .server(avoided)
        }
        return fallback
    }
}
